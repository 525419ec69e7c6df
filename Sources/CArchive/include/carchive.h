// Archives (ZIP) through libzip, which is loaded when the first one is opened and not before: with
// the libraries it needs itself it would cost every start of the program a millisecond.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// Why something could not be done.
enum {
  CA_OK = 0,
  /// libzip is not installed.
  CA_NO_LIBRARY = 1,
  /// Not a ZIP archive, or one whose directory at the end is missing.
  CA_NOT_AN_ARCHIVE = 2,
  /// The bytes contradict themselves, a checksum is wrong, or the file ends too early.
  CA_DAMAGED = 3,
  CA_ENCRYPTED = 4,
  /// Packed in a way that libzip was not built for, or an archive over several disks.
  CA_UNSUPPORTED = 5,
  /// More entries, or a larger directory, than is looked at.
  CA_TOO_MANY = 6,
  /// Unpacks to so much more than it takes that it can only be meant to fill memory.
  CA_BOMB = 7,
  CA_NO_MEMORY = 8,
  /// The system could not read the file.
  CA_UNREADABLE = 9,
  CA_NO_ENTRY = 10,
};

/// Entries that an archive may have, and bytes that their directory may take.
#define CA_MOST_ENTRIES 65536
#define CA_LARGEST_DIRECTORY (8 << 20)
/// Beyond so many bytes an entry may unpack to this many times what it takes, and no more. Text of
/// books is at 3 to 10, deflate cannot pass 1032.
#define CA_RATIO_FREE_BYTES (1 << 20)
#define CA_LARGEST_RATIO 250

/// An open archive. Calls on one must not overlap; different archives are independent.
typedef struct ca_archive ca_archive;

/// What an archive says of an entry. The sizes are claims, nothing may be allotted by them.
typedef struct {
  uint64_t size;
  uint64_t packed_size;
  int is_encrypted;
} ca_entry;

/// Opens the archive in a regular file, reading from the descriptor as entries are asked for. The
/// descriptor stays the caller's, who must not move its place while the archive is open. NULL with a
/// status on failure.
ca_archive *ca_open_descriptor(int descriptor, int *status);

/// Opens the archive in some bytes, which are copied.
ca_archive *ca_open_memory(const void *bytes, size_t count, int *status);

void ca_close(ca_archive *archive);

/// Number of entries.
int64_t ca_count(ca_archive *archive);

/// The name of an entry in UTF-8 (old names are taken for code page 437), valid until the archive is
/// closed; NULL when it has none.
const char *ca_name(ca_archive *archive, int64_t index);

/// Tells what is claimed of an entry.
int ca_describe(ca_archive *archive, int64_t index, ca_entry *entry);

/// The first entry of exactly that name, or -1.
int64_t ca_find(ca_archive *archive, const char *name);

/// Begins to read an entry, ending the one that was being read.
int ca_begin(ca_archive *archive, int64_t index);

/// Unpacks the next bytes of the entry that was begun: the number given, 0 at its end, or minus a
/// status. What was given before a failure is good as far as anybody knows.
int64_t ca_read(ca_archive *archive, void *buffer, size_t capacity);
