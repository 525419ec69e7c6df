// What a format needs from the system, looked for without opening anything.

extension TextFormat {
  /// Whether archives can be unpacked here: books need libzip, which is loaded by the first of them.
  public static var canUnpack: Bool {
    do throws(ArchiveFault) {
      _ = try Archive(bytes: [])
      return true
    } catch {
      return error != .noLibrary
    }
  }
}
