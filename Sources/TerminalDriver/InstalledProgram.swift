// The program as an installation has it, outside the checkout: alone, or with the shipped notes.

import Foundation
import Glibc

/// Copies of a built program in folders like those that installing makes; removed at the end of
/// the test process.
public enum InstalledProgram {
  /// The folder above both installations, as it may stand in what the program prints.
  public static let root = makeRoot()
  /// Without any shipped notes.
  public static var bare: String { root + "/bare/bin/sidelight" }
  /// With the shipped notes of this checkout.
  public static var full: String { root + "/full/bin/sidelight" }

  /// Another process does the copying: were the copy open for writing in this one, a program
  /// started by another test at that moment would inherit it, and nobody could run it ("text file
  /// busy") before that program's end.
  private static let script = """
    set -e
    mkdir -p "$1/bare/bin" "$1/full/bin" "$1/full/share/sidelight"
    cp "$2" "$1/bare/bin/sidelight"
    ln "$1/bare/bin/sidelight" "$1/full/bin/sidelight"
    cp -R "$3/Notes" "$1/full/share/sidelight/notes"
    cp -R "$3/seeds" "$1/full/share/sidelight/seeds"
    """

  private static func makeRoot() -> String {
    let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("sidelight-installed-" + UUID().uuidString.prefix(8)).path
    // When this fails, the tests that start the program fail and name the path.
    if let home = try? TestHome(), let program = try? Checkout.program("sidelight") {
      _ = try? ProgramRun.of(
        "/bin/sh", ["-c", script, "sh", folder, program, Checkout.root], in: home)
    }
    atexit { try? FileManager.default.removeItem(atPath: InstalledProgram.root) }
    return folder
  }
}
