// Shows an address in the user's browser, where there is one that does not need this terminal.

import Glibc

enum Browser {
  /// What would open a link: BROWSER, else the desktop's opener, if there is a desktop.
  static var command: String? {
    if let named = Environment.variable("BROWSER") {
      return named.split(separator: ":").first.map(String.init)
    }
    let hasDesktop =
      Environment.variable("DISPLAY") != nil || Environment.variable("WAYLAND_DISPLAY") != nil
    let names = hasDesktop ? ["xdg-open", "sensible-browser", "wslview"] : ["wslview"]
    let folders = (Environment.variable("PATH") ?? "/usr/bin:/bin").split(separator: ":")
    return names.first { name in
      folders.contains { access("\($0)/\(name)", X_OK) == 0 }
    }
  }

  /// Starts the browser and does not wait for it; false when there is none. The address reaches it
  /// as an argument and is never read by the shell.
  static func open(_ address: String) -> Bool {
    guard let command, !address.utf8.contains(0) else { return false }
    let script = "(\"$0\" \"$1\" </dev/null >/dev/null 2>&1 &)"
    let words: [UnsafeMutablePointer<CChar>?] =
      ["sh", "-c", script, command, address].map { (word: String) in strdup(word) }
    defer { for word in words { free(word) } }
    var child = pid_t()
    guard posix_spawn(&child, "/bin/sh", nil, nil, words + [nil], environ) == 0 else {
      return false
    }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    return status == 0
  }
}
