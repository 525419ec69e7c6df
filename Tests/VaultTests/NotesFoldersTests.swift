// Which folders are used, by the contract's order.

import Foundation
import Testing
import Vault

@Suite struct NotesFoldersTests {
  /// Below the home folder, because the usual temporary folder is open to all.
  private final class Tree {
    let root: String
    init() throws {
      let home = URL(fileURLWithPath: NSHomeDirectory()).resolvingSymlinksInPath().path
      root = home + "/.sidelight-test-" + UUID().uuidString
      try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    }
    deinit { try? FileManager.default.removeItem(atPath: root) }
    func folder(_ name: String) throws -> String {
      let path = root + "/" + name
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      return path
    }
  }

  private func search(_ tree: Tree, in folder: String = "") -> NotesFolders {
    var search = NotesFolders(
      workingFolder: folder.isEmpty ? tree.root : tree.root + "/" + folder, userID: geteuid())
    search.home = tree.root + "/home"
    return search
  }

  @Test func namedFoldersComeFirstAndOnlyTheFirstIsWritten() throws {
    let tree = try Tree()
    _ = try tree.folder("one")
    _ = try tree.folder("two")
    let shipped = try tree.folder("shipped")
    var search = search(tree)
    search.named = ["one", "./two", "one"]
    search.environment = "/elsewhere"
    search.shipped = shipped
    let found = try search.find().folders
    #expect(found.map(\.path) == [tree.root + "/one", tree.root + "/two", shipped])
    #expect(found.map(\.isWritable) == [true, false, false])
    #expect(found.map(\.displayPath) == ["one", "./two", shipped])
    search.named = ["nowhere"]
    #expect(throws: NotesFolderError.missing("nowhere")) { try search.find() }
  }

  @Test func environmentThenConfiguration() throws {
    let tree = try Tree()
    _ = try tree.folder("one")
    _ = try tree.folder("home/two")
    var search = search(tree)
    search.environment = tree.root + "/one::" + tree.root + "/gone"
    search.configured = ["~/two", "~/three"]
    var found = try search.find()
    #expect(found.folders.map(\.path) == [tree.root + "/one"])
    #expect(found.remarks.count == 1)
    search.environment = ""
    found = try search.find()
    #expect(found.folders.map(\.path) == [tree.root + "/home/two"])
    #expect(found.folders.map(\.isWritable) == [true])
  }

  @Test func theNearestMarkedFolderUpward() throws {
    let tree = try Tree()
    _ = try tree.folder("work/Notes/.sidelight")
    _ = try tree.folder("work/deep/er")
    _ = try tree.folder("vault/.obsidian")
    _ = try tree.folder("vault/in")
    var search = search(tree, in: "work/deep/er")
    #expect(try search.find().folders.map(\.path) == [tree.root + "/work/Notes"])
    search.document = "../../../vault/in/text.txt"
    #expect(try search.find().folders.map(\.path) == [tree.root + "/vault"])
    search = self.search(tree, in: "vault")
    #expect(try search.find().folders.map(\.displayPath) == ["."])
    search.shipped = tree.root + "/vault/../vault"
    #expect(try search.find().folders.map(\.isWritable) == [true])
  }

  @Test func foldersOpenToAllAreNeverTrusted() throws {
    let tree = try Tree()
    let open = try tree.folder("open")
    _ = try tree.folder("open/mine/.sidelight")
    chmod(open, 0o777)
    let search = search(tree, in: "open/mine")
    #expect(
      try search.find().folders.map(\.path) == [tree.root + "/home/.local/share/sidelight/notes"])
  }

  @Test func foldersOfOthersAreReadOnly() throws {
    let tree = try Tree()
    _ = try tree.folder("v/.zk")
    var search = search(tree, in: "v")
    search.userID = geteuid() + 1
    #expect(try search.find().folders.map(\.isWritable) == [false])
  }

  @Test func elseTheDataFolder() throws {
    let tree = try Tree()
    var search = search(tree)
    search.dataHome = tree.root + "/data"
    #expect(try search.find().folders.map(\.path) == [tree.root + "/data/sidelight/notes"])
    search.dataHome = "relative"
    #expect(
      try search.find().folders.map(\.path) == [tree.root + "/home/.local/share/sidelight/notes"])
    search.home = nil
    #expect(try search.find().folders.isEmpty)
  }
}
