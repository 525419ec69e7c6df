// The environment and the places that follow from it. Nothing else in the program looks at either.

import Commands
import Glibc

/// Environment variables and the folders they lead to.
struct Environment {
  static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func base(_ name: String, _ usual: String) -> String {
    // The specification has relative paths ignored.
    if let path = variable(name), path.hasPrefix("/") { return path }
    return (variable("HOME") ?? "/") + "/" + usual
  }

  static var configurationFile: String {
    base("XDG_CONFIG_HOME", ".config") + "/sidelight/config.yaml"
  }
  static var stateFolder: String { base("XDG_STATE_HOME", ".local/state") + "/sidelight" }
  /// Everything in it may be deleted at any time.
  static var cacheFolder: String { base("XDG_CACHE_HOME", ".cache") + "/sidelight" }
  static var dataNotes: String { base("XDG_DATA_HOME", ".local/share") + "/sidelight/notes" }

  static var noColor: Bool { variable("NO_COLOR") != nil }

  static var workingFolder: String {
    guard let path = getcwd(nil, 0) else { return "/" }
    defer { free(path) }
    return String(cString: path)
  }

  /// The notes that come with the program: installed beside it, else those of the checkout that it
  /// was built in.
  static var shippedNotes: String? {
    guard let program = realpath("/proc/self/exe") else { return nil }
    var folder = parent(of: program)
    let installed = parent(of: folder) + "/share/sidelight/notes"
    if isFolder(installed) { return installed }
    while folder != "/" {
      folder = parent(of: folder)
      if access(folder + "/Package.swift", F_OK) == 0, isFolder(folder + "/Notes/.sidelight") {
        return folder + "/Notes"
      }
    }
    return nil
  }

  // MARK: - Paths

  /// Absolute, links followed; nil for what is not there.
  static func realpath(_ path: String) -> String? {
    guard let real = Glibc.realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return "/" }
    return String(path[..<slash])
  }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  // MARK: - Terminal

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Whether the process has a terminal at all, whatever its standard files are.
  static var hasTerminal: Bool {
    let terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard terminal >= 0 else { return false }
    close(terminal)
    return true
  }

  /// Columns and rows of standard output.
  static var terminalSize: (columns: Int, rows: Int)? {
    var size = winsize()
    guard isTerminal(1), ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  static var locale: String? {
    variable("LC_ALL") ?? variable("LC_CTYPE") ?? variable("LANG")
  }

  static var localeIsUTF8: Bool {
    setlocale(LC_CTYPE, "")
    return nl_langinfo(Int32(CODESET)).map { String(cString: $0) } == "UTF-8"
  }

  /// The day as ISO 8601 has it.
  static var today: String { day(of: Int(time(nil))) }

  static func day(of seconds: Int) -> String { String(clock(seconds).prefix(10)) }

  /// A time as the user's calendar and clock say it, to the minute.
  static func clock(_ seconds: Int) -> String {
    var time = time_t(seconds)
    var parts = tm()
    guard localtime_r(&time, &parts) != nil else { return "-" }
    func two(_ number: Int32) -> String { (number < 10 ? "0" : "") + String(number) }
    return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday)) "
      + "\(two(parts.tm_hour)):\(two(parts.tm_min))"
  }
}
