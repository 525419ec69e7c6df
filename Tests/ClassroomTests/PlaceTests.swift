// That the room is there; goes when its first real test comes.

import Testing

@testable import Classroom

@Suite struct PlaceTests {
  @Test func theRoomIsThere() {}
}
