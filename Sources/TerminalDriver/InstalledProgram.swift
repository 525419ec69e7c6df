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

  private static func makeRoot() -> String {
    let files = FileManager.default
    let folder = files.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("sidelight-installed-" + UUID().uuidString.prefix(8))
    do {
      for name in ["bare/bin", "full/bin", "full/share/sidelight"] {
        try files.createDirectory(
          at: folder.appendingPathComponent(name), withIntermediateDirectories: true)
      }
      let bare = folder.appendingPathComponent("bare/bin/sidelight")
      try files.copyItem(atPath: Checkout.program("sidelight"), toPath: bare.path)
      try files.linkItem(at: bare, to: folder.appendingPathComponent("full/bin/sidelight"))
      for (from, to) in [("Notes", "notes"), ("seeds", "seeds")] {
        try files.copyItem(
          atPath: Checkout.root + "/" + from,
          toPath: folder.appendingPathComponent("full/share/sidelight/" + to).path)
      }
    } catch {
      // The tests that start the program then fail and name the path.
    }
    atexit { try? FileManager.default.removeItem(atPath: InstalledProgram.root) }
    return folder.path
  }
}
