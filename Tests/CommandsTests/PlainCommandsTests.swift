// recent, keys, formats, doctor, manual: lines out for facts in.

import Testing

@testable import Commands

@Suite struct PlainCommandsTests {
  private let sink = FakeSink()
  private let rows = [
    KeyRow(mode: "reader", key: "j", command: "next-paragraph", help: "next paragraph"),
    KeyRow(mode: "reader", key: "}", command: "next-paragraph", help: "next paragraph"),
    KeyRow(mode: "reader", key: "'", command: "go-to-mark", help: "go to a mark"),
    KeyRow(mode: "reader", key: ".", command: "dot", help: ".starts with a dot\\"),
    KeyRow(mode: "note", key: "^L", command: "redraw", help: "draw again"),
  ]

  @Test func recentIsFourFields() {
    let texts = [
      RecentText(title: "A\tb\u{1B}", path: "/t/a.txt", percent: 36, when: "2025-07-24 10:00"),
      RecentText(title: "Piped", path: nil, percent: 100, when: "2025-07-23 10:00"),
    ]
    #expect(RecentCommand().run(texts, output: Output(sink)) == .fine)
    #expect(
      sink.out
        == "2025-07-24 10:00\t36 %\tA b␛\t/t/a.txt\n2025-07-23 10:00\t100 %\tPiped\t-\n")
    #expect(RecentCommand().run([], output: Output(sink)) == .fine)
  }

  @Test func keysAreTabbed() {
    #expect(KeysCommand().run(rows, output: Output(sink)) == .fine)
    #expect(sink.lines[0] == "reader\tj\tnext-paragraph\tnext paragraph")
    #expect(sink.lines.count == 6)
  }

  @Test func formatsSayWhatTheyNeedAndWhetherItIsThere() {
    let programs = FormatPrograms(hasPDFToText: false, hasZIP: true, hasCurl: false)
    #expect(FormatsCommand().run(programs: programs, output: Output(sink)) == .fine)
    #expect(
      sink.lines.map { $0.split(separator: "\t").first ?? "" }.prefix(6)
        == ["plain", "markdown", "html", "epub", "pdf", "address"])
    #expect(sink.lines[3].hasSuffix(".epub\tneeds libzip, which is there"))
    #expect(sink.lines[4].hasSuffix("needs pdftotext (poppler-utils), which is not there"))
    for name in ["UTF-8", "UTF-16", "Latin-1"] { #expect(sink.out.contains(name)) }
  }

  @Test func doctorOfAGoodPlaceHasNoComplaint() {
    var here = Surroundings()
    here.terminalType = "xterm-256color"
    here.locale = "C.UTF-8"
    here.localeIsUTF8 = true
    (here.columns, here.rows) = (120, 40)
    here.folders = [("/n/Notes", "upward from the document")]
    here.noteCount = 40
    here.configurationPath = "/c/config.yaml"
    here.statePath = "/s"
    here.browser = "xdg-open"
    here.clipboard.hasDesktop = true
    here.clipboard.program = "wl-copy"
    here.clipboard.terminalIsAsked = true
    here.shippedNotes = "/usr/share/sidelight/notes"
    #expect(DoctorCommand().run(here, output: Output(sink)) == .fine)
    #expect(
      sink.out == """
        ok terminal type: xterm-256color
        ok locale: C.UTF-8
        ok colours: where the terminal has it
        ok size: 120 by 40, notes beside the text
        ok notes folder: /n/Notes (upward from the document)
        ok notes: 40 notes
        ok shipped notes: /usr/share/sidelight/notes
        ok configuration: /c/config.yaml (none, all as usual)
        ok state folder: /s
        ok browser: xdg-open
        ok clipboard: wl-copy answers; the terminal is asked (OSC 52), which it cannot confirm

        """)
  }

  @Test func doctorOfABadPlaceSaysWhatToDo() {
    var here = Surroundings()
    here.noColor = true
    here.noteErrors = 2
    here.configurationPath = "/c/config.yaml"
    here.configurationExists = true
    here.configurationProblems = [ConfigurationProblem(line: 3, message: "mouse is yes or no")]
    here.statePath = "/s\u{1B}"
    here.stateFault = "permission denied"
    #expect(DoctorCommand().run(here, output: Output(sink)) == .fine)
    #expect(sink.lines.filter { $0.hasPrefix("! ") }.count == 9)
    #expect(sink.out.contains("!  configuration: /c/config.yaml:3: mouse is yes or no\n"))
    #expect(sink.out.contains("!  state folder: /s␛: permission denied\n"))
    #expect(sink.out.contains("ok colours: off, NO_COLOR is set\n"))
  }

  @Test func doctorSaysHowATextWouldBeCopied() {
    func clipboard(_ change: (inout ClipboardFacts) -> Void) -> String {
      var here = Surroundings()
      change(&here.clipboard)
      let sink = FakeSink()
      _ = DoctorCommand().run(here, output: Output(sink))
      return sink.lines.first { $0.contains("clipboard: ") } ?? ""
    }
    #expect(
      clipboard {
        $0.terminalIsAsked = true
        $0.isInTmux = true
      }
        == "ok clipboard: no desktop here; the terminal is asked (OSC 52), which it cannot confirm "
        + "and tmux passes on only with set-clipboard on")
    #expect(
      clipboard { $0.hasDesktop = true }
        == "!  clipboard: neither wl-copy nor xclip found; this terminal is not asked")
    #expect(
      clipboard {
        $0.hasDesktop = true
        $0.program = "xclip"
        $0.fault = "cannot reach the desktop"
      } == "!  clipboard: xclip cannot reach the desktop; this terminal is not asked")
  }

  @Test func manualHasEveryKeyAndNoStrayRequest() {
    #expect(ManualCommand().run(rows, version: "0.1.0", output: Output(sink)) == .fine)
    #expect(sink.out.hasPrefix(".TH SIDELIGHT 1"))
    for part in [
      ".SS reader\n.TP\n.B j  }\nnext paragraph\n", ".B \\(aq\ngo to a mark\n",
      ".B \\&.\n\\&.starts with a dot\\e\n", ".SS note\n.TP\n.B \\(haL\ndraw again\n",
      ".SH EXIT STATUS", ".SH FILES", "sidelight notes check",
    ] {
      #expect(sink.out.contains(part), "\(part)")
    }
    let requests = [".TH", ".SH", ".SS", ".TP", ".B", ".br"]
    for line in sink.lines where line.hasPrefix(".") || line.hasPrefix("'") {
      #expect(requests.contains(String(line.split(separator: " ")[0])), "\(line)")
    }
  }
}
