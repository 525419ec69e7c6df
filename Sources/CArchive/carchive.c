// The functions of carchive.h over libzip, which is found by name at run time.
#define _GNU_SOURCE
#include "carchive.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

// The functions of libzip that are used. zip.h gives their types, so that a wrong one does not build.
static struct {
  __typeof__(&zip_source_filep_create) source_file;
  __typeof__(&zip_source_buffer_create) source_buffer;
  __typeof__(&zip_source_free) source_free;
  __typeof__(&zip_open_from_source) open;
  __typeof__(&zip_discard) discard;
  __typeof__(&zip_get_num_entries) count;
  __typeof__(&zip_get_name) name;
  __typeof__(&zip_stat_index) stat;
  __typeof__(&zip_name_locate) locate;
  __typeof__(&zip_fopen_index) begin;
  __typeof__(&zip_fread) read;
  __typeof__(&zip_fclose) end;
  __typeof__(&zip_file_get_error) entry_error;
  __typeof__(&zip_get_error) error;
  __typeof__(&zip_error_code_zip) code;
  __typeof__(&zip_error_init) error_init;
  __typeof__(&zip_error_fini) error_fini;
} lib;
static int is_loaded;
static pthread_once_t once = PTHREAD_ONCE_INIT;

struct ca_archive {
  zip_t *zip;
  zip_file_t *entry;
  uint64_t given;
  uint64_t packed;
};

static void load(void) {
  // Debian 12 and Ubuntu 22.04 have .4, later ones .5; what is used of them is the same.
  static const char *const names[] = {"libzip.so.4", "libzip.so.5"};
  void *handle = NULL;
  for (size_t i = 0; i < sizeof names / sizeof *names && !handle; i++)
    handle = dlopen(names[i], RTLD_LAZY | RTLD_LOCAL);
  if (!handle) return;
  struct {
    const char *name;
    void *place;
  } wanted[] = {
      {"zip_source_filep_create", &lib.source_file},
      {"zip_source_buffer_create", &lib.source_buffer},
      {"zip_source_free", &lib.source_free},
      {"zip_open_from_source", &lib.open},
      {"zip_discard", &lib.discard},
      {"zip_get_num_entries", &lib.count},
      {"zip_get_name", &lib.name},
      {"zip_stat_index", &lib.stat},
      {"zip_name_locate", &lib.locate},
      {"zip_fopen_index", &lib.begin},
      {"zip_fread", &lib.read},
      {"zip_fclose", &lib.end},
      {"zip_file_get_error", &lib.entry_error},
      {"zip_get_error", &lib.error},
      {"zip_error_code_zip", &lib.code},
      {"zip_error_init", &lib.error_init},
      {"zip_error_fini", &lib.error_fini},
  };
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
    void *symbol = dlsym(handle, wanted[i].name);
    if (!symbol) return;
    // POSIX lets a symbol be a function; C only lets its bytes be copied.
    memcpy(wanted[i].place, &symbol, sizeof symbol);
  }
  is_loaded = 1;
}

static int status_of(int code) {
  switch (code) {
    case ZIP_ER_OK: return CA_OK;
    case ZIP_ER_NOZIP: return CA_NOT_AN_ARCHIVE;
    case ZIP_ER_NOENT:
    case ZIP_ER_DELETED: return CA_NO_ENTRY;
    case ZIP_ER_MULTIDISK:
    case ZIP_ER_COMPNOTSUPP:
    case ZIP_ER_OPNOTSUPP: return CA_UNSUPPORTED;
    case ZIP_ER_ENCRNOTSUPP:
    case ZIP_ER_NOPASSWD:
    case ZIP_ER_WRONGPASSWD: return CA_ENCRYPTED;
    case ZIP_ER_MEMORY: return CA_NO_MEMORY;
    case ZIP_ER_READ:
    case ZIP_ER_OPEN:
    case ZIP_ER_SEEK:
    case ZIP_ER_TELL: return CA_UNREADABLE;
    default: return CA_DAMAGED;
  }
}

// MARK: Bounds on the directory, which libzip would read whole

struct bytes {
  int descriptor;
  const unsigned char *memory;
  uint64_t count;
};

static int fetch(const struct bytes *from, uint64_t offset, void *to, size_t count) {
  if (offset > from->count || count > from->count - offset) return 0;
  if (from->memory) {
    memcpy(to, from->memory + offset, count);
    return 1;
  }
  for (size_t done = 0; done < count;) {
    ssize_t got =
        pread(from->descriptor, (char *)to + done, count - done, (off_t)(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return 0;
    done += (size_t)got;
  }
  return 1;
}

static uint64_t little(const unsigned char *at, int count) {
  uint64_t value = 0;
  while (count-- > 0) value = value << 8 | at[count];
  return value;
}

// Whether a directory that the end of the file announces is larger than is looked at: libzip allots
// by it. Field offsets are those of APPNOTE 4.3.14 to 4.3.16; the comment at the end is at most 64 KB.
static int has_large_directory(const struct bytes *from) {
  enum { tail = 65535 + 22 + 20 };
  size_t count = from->count < tail ? (size_t)from->count : tail;
  unsigned char *bytes = malloc(count + 1);
  int is_large = 0;
  if (!bytes) return 1;
  if (!fetch(from, from->count - count, bytes, count)) count = 0;
  for (size_t i = 0; i + 20 <= count && !is_large; i++) {
    if (bytes[i] != 'P' || bytes[i + 1] != 'K') continue;
    if (bytes[i + 2] == 5 && bytes[i + 3] == 6) {
      uint64_t size = little(bytes + i + 12, 4);
      is_large = size != UINT32_MAX && size > CA_LARGEST_DIRECTORY;
    } else if (bytes[i + 2] == 6 && bytes[i + 3] == 7) {
      unsigned char end[56];
      if (fetch(from, little(bytes + i + 8, 8), end, sizeof end) && !memcmp(end, "PK\6\6", 4))
        is_large =
            little(end + 32, 8) > CA_MOST_ENTRIES || little(end + 40, 8) > CA_LARGEST_DIRECTORY;
    }
  }
  free(bytes);
  return is_large;
}

// MARK: Opening

// Takes the source, also when it fails.
static ca_archive *open_source(zip_source_t *source, int *status) {
  zip_error_t error;
  if (!source) {
    *status = CA_NO_MEMORY;
    return NULL;
  }
  lib.error_init(&error);
  zip_t *zip = lib.open(source, ZIP_RDONLY, &error);
  *status = status_of(lib.code(&error));
  lib.error_fini(&error);
  if (!zip) {
    lib.source_free(source);
    // libzip says of a directory that lacks its 64-bit sizes that "no such file" is there.
    if (*status == CA_OK || *status == CA_NO_ENTRY) *status = CA_DAMAGED;
    return NULL;
  }
  ca_archive *archive = calloc(1, sizeof *archive);
  if (!archive) {
    lib.discard(zip);
    *status = CA_NO_MEMORY;
    return NULL;
  }
  archive->zip = zip;
  *status = CA_OK;
  if (lib.count(zip, 0) > CA_MOST_ENTRIES) {
    ca_close(archive);
    *status = CA_TOO_MANY;
    return NULL;
  }
  return archive;
}

ca_archive *ca_open_descriptor(int descriptor, int *status) {
  pthread_once(&once, load);
  *status = CA_NO_LIBRARY;
  if (!is_loaded) return NULL;
  *status = CA_UNREADABLE;
  struct stat about;
  if (fstat(descriptor, &about) != 0 || about.st_size < 0) return NULL;
  struct bytes all = {.descriptor = descriptor, .count = (uint64_t)about.st_size};
  *status = CA_TOO_MANY;
  if (has_large_directory(&all)) return NULL;
  *status = CA_UNREADABLE;
  int own = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
  if (own < 0) return NULL;
  FILE *file = fdopen(own, "rb");
  if (!file) {
    close(own);
    return NULL;
  }
  zip_source_t *source = lib.source_file(file, 0, -1, NULL);
  if (!source) fclose(file);
  return open_source(source, status);
}

ca_archive *ca_open_memory(const void *bytes, size_t count, int *status) {
  pthread_once(&once, load);
  *status = CA_NO_LIBRARY;
  if (!is_loaded) return NULL;
  struct bytes all = {.descriptor = -1, .memory = bytes, .count = count};
  *status = CA_NOT_AN_ARCHIVE;
  if (count == 0) return NULL;
  *status = CA_TOO_MANY;
  if (has_large_directory(&all)) return NULL;
  *status = CA_NO_MEMORY;
  void *own = malloc(count);
  if (!own) return NULL;
  memcpy(own, bytes, count);
  // 1: the source frees the copy.
  zip_source_t *source = lib.source_buffer(own, count, 1, NULL);
  if (!source) free(own);
  return open_source(source, status);
}

static void end_entry(ca_archive *archive) {
  if (archive->entry) lib.end(archive->entry);
  archive->entry = NULL;
}

void ca_close(ca_archive *archive) {
  if (!archive) return;
  end_entry(archive);
  lib.discard(archive->zip);
  free(archive);
}

// MARK: Entries

int64_t ca_count(ca_archive *archive) { return lib.count(archive->zip, 0); }

const char *ca_name(ca_archive *archive, int64_t index) {
  return index < 0 ? NULL : lib.name(archive->zip, (zip_uint64_t)index, ZIP_FL_ENC_GUESS);
}

int ca_describe(ca_archive *archive, int64_t index, ca_entry *entry) {
  zip_stat_t about;
  memset(&about, 0, sizeof about);
  memset(entry, 0, sizeof *entry);
  if (index < 0 || lib.stat(archive->zip, (zip_uint64_t)index, 0, &about) != 0)
    return CA_NO_ENTRY;
  entry->size = about.valid & ZIP_STAT_SIZE ? about.size : 0;
  entry->packed_size = about.valid & ZIP_STAT_COMP_SIZE ? about.comp_size : 0;
  entry->is_encrypted = (about.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 &&
                        about.encryption_method != ZIP_EM_NONE;
  return CA_OK;
}

int64_t ca_find(ca_archive *archive, const char *name) {
  return lib.locate(archive->zip, name, ZIP_FL_ENC_GUESS);
}

int ca_begin(ca_archive *archive, int64_t index) {
  ca_entry about;
  end_entry(archive);
  int status = ca_describe(archive, index, &about);
  if (status != CA_OK) return status;
  if (about.is_encrypted) return CA_ENCRYPTED;
  archive->entry = lib.begin(archive->zip, (zip_uint64_t)index, 0);
  if (!archive->entry) {
    status = status_of(lib.code(lib.error(archive->zip)));
    return status == CA_OK ? CA_DAMAGED : status;
  }
  archive->given = 0;
  archive->packed = about.packed_size;
  return CA_OK;
}

int64_t ca_read(ca_archive *archive, void *buffer, size_t capacity) {
  if (!archive->entry) return -CA_NO_ENTRY;
  zip_int64_t got = lib.read(archive->entry, buffer, capacity);
  if (got < 0) {
    int status = status_of(lib.code(lib.entry_error(archive->entry)));
    return status == CA_OK || status == CA_NOT_AN_ARCHIVE ? -CA_DAMAGED : -status;
  }
  archive->given += (uint64_t)got;
  if (archive->given > CA_RATIO_FREE_BYTES &&
      archive->given / CA_LARGEST_RATIO > archive->packed)
    return -CA_BOMB;
  return got;
}
