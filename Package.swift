// swift-tools-version: 6.1
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// One Swift room of the house. ARCHITECTURE.md says what lives in each and which may import which.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of one room.
func tests(
  of name: String, _ more: [Target.Dependency] = [], besides data: [String] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name)] + more, exclude: data,
    swiftSettings: strict)
}

let argumentParser: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

let package = Package(
  name: "sidelight",
  products: [.executable(name: "sidelight", targets: ["sidelight"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // Ring 0
    .target(
      name: "CTerminal",
      cSettings: [.define("_XOPEN_SOURCE_EXTENDED"), .define("NCURSES_WIDECHAR", to: "1")],
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .target(name: "CPlatform"),
    .target(name: "CWordLists"),
    .systemLibrary(name: "CMarkdown", providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
    .systemLibrary(name: "CHTML", providers: [.apt(["libgumbo-dev"])]),
    .target(name: "CArchive"),
    room("Text"),
    // Ring 1
    room("Screen", ["Text"]),
    room("Anchoring", ["Text"]),
    room("Documents", ["Text", "CMarkdown", "CHTML", "CArchive"]),
    // Ring 2
    room("Notes", ["Text", "Anchoring", "Documents"]),
    // Ring 3
    room("Authoring", ["Text", "Anchoring", "Documents", "Notes"]),
    room("Linking", ["Text", "Anchoring", "Documents", "Notes", "CWordLists"]),
    room("Vault", ["Text", "Notes", "CPlatform", yams]),
    room("Desk", ["Text", "Anchoring", "Documents", "Notes"]),
    room("Teaching", ["Text", "Anchoring", "Documents", "Notes"]),
    room("Exchange", ["Text", "Anchoring", "Documents", "Notes"]),
    room("Terminal", ["Text", "Screen", "CTerminal", "CPlatform"]),
    // Ring 4
    room("Reader", ["Text", "Screen", "Anchoring", "Documents", "Notes", "Linking"]),
    // Ring 5
    room(
      "Classroom",
      ["Text", "Screen", "Anchoring", "Documents", "Notes", "Linking", "Teaching", "Reader"]),
    // Ring 6
    room(
      "EventLoop",
      [
        "Text", "Screen", "Anchoring", "Documents", "Notes", "Authoring", "Linking", "Teaching",
        "Reader", "Classroom", "Terminal",
      ]),
    room(
      "Commands",
      [
        "Text", "Screen", "Anchoring", "Documents", "Notes", "Authoring", "Linking", "Teaching",
        "Exchange", "Reader",
      ]),
    // Ring 7
    .executableTarget(
      name: "sidelight",
      dependencies: [
        "Text", "Screen", "Anchoring", "Documents", "Notes", "Authoring", "Linking", "Vault",
        "Desk", "Teaching", "Exchange", "Terminal", "Reader", "Classroom",
        "EventLoop", "Commands", "CPlatform", argumentParser,
      ], swiftSettings: strict,
      // At a fixed address the loader has 80,000 places less to mend before the first line of ours
      // runs: half of the start-up time. Libraries nobody calls are not loaded either.
      linkerSettings: [
        .unsafeFlags(
          ["-Xclang-linker", "-no-pie", "-Xlinker", "--as-needed"], .when(configuration: .release))
      ]),
    // Tests and what they share
    room("GoldenFrames", ["Screen", "Text"]),
    .target(name: "CPseudoTerminal"),
    room("TerminalDriver", ["CPseudoTerminal"]),
    // A small program that only the tests of the terminal run.
    .executableTarget(
      name: "TerminalProbe", dependencies: ["Text", "Screen", "Terminal"],
      path: "Tests/TerminalProbe", swiftSettings: strict),
    // Another process on a folder of notes, for the tests of the store.
    .executableTarget(
      name: "VaultProbe", dependencies: ["Text", "Notes", "Vault"],
      path: "Tests/VaultProbe", swiftSettings: strict),
    // Another process on a session's files, for the tests of the desk.
    .executableTarget(
      name: "DeskProbe", dependencies: ["Desk"], path: "Tests/DeskProbe", swiftSettings: strict),
    // Prints what becomes of a file, for script/bench and for whoever wants to see it.
    .executableTarget(
      name: "DocumentProbe", dependencies: ["Documents"], path: "Tests/DocumentProbe",
      swiftSettings: strict),
    // Mutated input for every parser: the tests run a little of it, script/fuzz as much as is asked.
    .target(
      name: "FormatMutations", dependencies: ["Documents", "Text"], path: "Tests/FormatMutations",
      swiftSettings: strict),
    .executableTarget(
      name: "FormatFuzz", dependencies: ["FormatMutations", "Documents"], path: "Tests/FormatFuzz",
      swiftSettings: strict),
    tests(of: "Text"),
    tests(of: "Screen"),
    tests(of: "Anchoring", ["Text"]),
    tests(
      of: "Documents", ["Text", "FormatMutations"],
      besides: ["Fixtures", "CommonMark", "Extraction"]),
    tests(of: "Notes", ["Text", "Anchoring", "Documents", "Vault"]),
    tests(of: "Authoring", ["Text", "Anchoring", "Notes", "Vault"]),
    tests(of: "Linking", ["Text", "Anchoring", "Documents", "Notes"]),
    tests(of: "Vault", ["Text", "Notes", "TerminalDriver", "VaultProbe"]),
    tests(
      of: "Desk", ["Text", "Anchoring", "Documents", "Notes", "TerminalDriver", "DeskProbe"]),
    tests(of: "Teaching", ["Text", "Anchoring", "Documents", "Notes", "Vault"]),
    tests(of: "Exchange", ["Text", "Documents", "Notes"]),
    tests(
      of: "Classroom",
      [
        "Text", "Screen", "Anchoring", "Documents", "Notes", "Linking", "Teaching", "Reader",
        "Vault", "GoldenFrames",
      ], besides: ["Goldens"]),
    tests(of: "EventLoop", ["Documents", "Terminal"]),
    tests(of: "Terminal", ["Text", "Screen"]),
    tests(
      of: "Reader",
      ["Text", "Screen", "Anchoring", "Documents", "Notes", "Linking", "Vault", "GoldenFrames"],
      besides: ["Goldens"]),
    tests(
      of: "Commands",
      [
        "Text", "Screen", "Anchoring", "Documents", "Notes", "Authoring", "Linking", "Teaching",
        "Exchange", "Reader", "Vault",
      ]),
    .testTarget(
      name: "ProgramTests",
      dependencies: ["Documents", "TerminalDriver", "TerminalProbe", "sidelight"],
      swiftSettings: strict),
  ]
)
