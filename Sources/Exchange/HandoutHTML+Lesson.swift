// Labels, questions, steps and what a class answered, as HTML.

extension HandoutPage {
  func write(_ labels: [HandoutLabel], _ out: inout HTMLText) {
    section("Labels", "labels", &out) { out in
      out.element("ol") { out in
        for label in labels {
          // The entry itself keeps its direction, else its number is lost beyond the edge.
          out.element("li", [("value", String(label.number))]) { out in
            out.element("bdi", words) { out in
              out.element("strong", text: label.name)
              if !label.definition.isEmpty { out.text(" — " + label.definition) }
              if !label.example.isEmpty {
                out.text(" ")
                out.element("em", text: label.example)
              }
            }
          }
        }
      }
    }
  }

  func write(_ question: HandoutQuestion, _ out: inout HTMLText) {
    out.element("div", [("class", "question")]) { out in
      out.element("h3", words) { out in
        out.element("span", [("class", "qn")], text: "\(question.number).")
        out.text(" " + question.text)
        if question.again { out.element("span", [("class", "kind")], text: " asked again") }
      }
      switch question.form {
      case .choice(let options): choice(options, question.rounds, &out)
      case .lines(let count):
        guard question.answers.isEmpty, count > 0 else { break }
        for round in 0..<max(1, question.rounds) {
          if round > 0 { out.element("p", [("class", "hint")], text: "Asked again:") }
          for _ in 0..<count { out.ours("<div class=\"line\"></div>") }
        }
      case .span(let paragraphs):
        out.element(
          "p", [("class", "hint")], text: HandoutWords.marking(paragraphs: paragraphs))
      }
      answers(question.answers, &out)
    }
    out.lineEnd()
  }

  private func choice(_ options: [HandoutOption], _ rounds: Int, _ out: inout HTMLText) {
    if rounds > 1 {
      out.element(
        "p", [("class", "hint")], text: "Boxes from left to right: first answer, then again.")
    }
    out.element("ul", [("class", "options")]) { out in
      for option in options {
        out.element("li", words) { out in
          for _ in 0..<max(1, min(rounds, 4)) {
            out.element(
              "span", [("class", option.isAnswer ? "box on" : "box")],
              text: option.isAnswer ? "×" : "\u{A0}")
          }
          out.text(" ")
          if option.isAnswer {
            out.element("strong", text: option.text)
          } else {
            out.text(option.text)
          }
        }
      }
    }
  }

  private func answers(_ answers: [HandoutAnswer], _ out: inout HTMLText) {
    if answers.isEmpty { return }
    out.element("ul", [("class", "answers")]) { out in
      for answer in answers {
        out.element("li") { out in
          if !answer.place.isEmpty {
            out.element("span", [("class", "sn"), ("dir", "ltr")], text: answer.place)
            out.text(" ")
          }
          if !answer.label.isEmpty {
            out.element("strong") { $0.element("bdi", text: answer.label) }
            out.text(": ")
          }
          out.element(
            "bdi", words, text: answer.isQuotation ? "“\(answer.text)”" : answer.text)
        }
      }
    }
  }

  // MARK: - Steps

  func write(_ step: HandoutStep, _ out: inout HTMLText) {
    out.element("div", [("class", "step")]) { out in
      out.element("h3") { out in
        out.text(step.heading)
        if !step.clock.isEmpty {
          out.text(" ")
          out.element("span", [("class", "kind")], text: step.clock)
        }
      }
      for paragraph in step.teacherWords {
        out.element("p", [("class", "teacher")] + words, text: paragraph)
      }
      for paragraph in step.words {
        out.element("p", [("class", "aloud")] + words, text: paragraph)
      }
      for question in step.questions { stepQuestion(question, &out) }
      for line in step.shows { out.element("p", [("class", "shows")], text: line) }
      if !step.notes.isEmpty {
        out.element("div", [("class", "notes")]) { out in
          for mention in step.notes { write(mention, &out) }
        }
      }
    }
    out.lineEnd()
  }

  /// A question in a step stands one level deeper than on a sheet of questions.
  private func stepQuestion(_ question: HandoutQuestion, _ out: inout HTMLText) {
    out.element("div", [("class", "asked")]) { out in
      out.element("p", [("class", "ask")] + words) { out in
        out.element("strong", text: "Question \(question.number)")
        out.text((question.again ? ", again: " : ": ") + question.text)
      }
      if case .choice(let options) = question.form { choice(options, 1, &out) }
      if case .span(let paragraphs) = question.form {
        out.element(
          "p", [("class", "hint")], text: HandoutWords.marking(paragraphs: paragraphs))
      }
      answers(question.answers, &out)
    }
  }

  // MARK: - Sessions

  func write(_ results: [HandoutResult], _ out: inout HTMLText) {
    section("Answers of the class", "results", &out) { out in
      for result in results {
        out.element("div", [("class", "result")]) { out in
          out.element("h3", words) { out in
            out.element("span", [("class", "qn")], text: "\(result.number).")
            out.text(" " + result.text)
          }
          if !result.options.isEmpty { table(result, &out) }
          for round in result.rounds { saidWords(round, &out) }
          for answer in result.answers {
            out.element("p", words) { out in
              out.element("strong", text: "Answer: ")
              out.text(answer)
            }
          }
        }
        out.lineEnd()
      }
    }
  }

  private func table(_ result: HandoutResult, _ out: inout HTMLText) {
    let rounds = result.rounds.filter { !$0.counts.isEmpty }
    out.element("table") { out in
      if rounds.contains(where: { !$0.name.isEmpty }) {
        out.element("thead") { out in
          out.element("tr") { out in
            out.element("th", [("scope", "col")], text: "Option")
            for round in rounds { out.element("th", [("scope", "col")], text: round.name) }
          }
        }
      }
      out.element("tbody") { out in
        for (index, option) in result.options.enumerated() {
          out.element("tr") { out in
            out.element("th", [("scope", "row")] + words, text: option)
            for round in rounds { cell(round, index, &out) }
          }
        }
      }
    }
  }

  private func cell(_ round: HandoutResult.Round, _ index: Int, _ out: inout HTMLText) {
    let count = round.counts.indices.contains(index) ? max(0, round.counts[index]) : 0
    let share = HandoutWords.percent(count, of: round.total)
    out.element("td") { out in
      out.element("span", [("class", "bar")]) { out in
        out.element("span", [("style", "width:\(share)%")], text: "")
      }
      out.text(" \(count)")
    }
  }

  private func saidWords(_ round: HandoutResult.Round, _ out: inout HTMLText) {
    if round.words.isEmpty { return }
    if !round.name.isEmpty { out.element("p", [("class", "hint")], text: round.name) }
    out.element("ul") { out in
      for line in round.words {
        out.element("li") { $0.element("bdi", words, text: line) }
      }
    }
  }

  func write(_ comparison: HandoutComparison, _ out: inout HTMLText) {
    section("How the class marked", "comparison", &out) { out in
      out.element("p", words, text: comparison.question)
      out.element("table") { out in
        out.element("thead") { out in
          out.element("tr") { out in
            for name in ["Sentence", "", "Marked by", "As"] {
              out.element("th", [("scope", "col")], text: name)
            }
          }
        }
        out.element("tbody") { out in
          for row in comparison.rows {
            out.element("tr", row.isAgenda ? [("class", "agenda")] : []) { out in
              out.element("th", [("scope", "row")]) { out in
                out.text((row.isAgenda ? "◆ " : "") + "¶" + row.sentence)
              }
              out.element("td", [("dir", "auto")], text: row.text)
              out.element(
                "td",
                text: HandoutWords.count(row.count, of: comparison.outOf, comparison.unit))
              out.element("td", text: row.labels.joined(separator: ", "))
            }
          }
        }
      }
      if comparison.rows.contains(where: \.isAgenda) {
        out.element("p", [("class", "hint")], text: HandoutWords.agenda)
      }
    }
  }
}
