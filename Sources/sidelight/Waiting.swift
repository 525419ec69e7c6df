// Lets a command, which is a plain function, wait for a store, which answers in its own time.

import Glibc

/// What is awaited, and the bell that rings when it is there. Written once before the bell, read
/// once after it, hence safe to share.
private final class Answer<Value: Sendable>: @unchecked Sendable {
  var value: Value?
  private let bell = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  init() { sem_init(bell, 0, 0) }
  deinit {
    sem_destroy(bell)
    bell.deallocate()
  }

  func give(_ value: Value) {
    self.value = value
    sem_post(bell)
  }

  func wait() -> Value? {
    while sem_wait(bell) != 0, errno == EINTR {}
    return value
  }
}

/// Runs the work elsewhere and waits for it on this thread.
func awaited<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) -> Value? {
  let answer = Answer<Value>()
  Task.detached { answer.give(await work()) }
  return answer.wait()
}
