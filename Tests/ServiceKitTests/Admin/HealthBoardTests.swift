import ServiceKit
import Testing

@Suite struct HealthBoardTests {
    private let board = HealthBoard(service: "auth")

    @Test func `a service begins as starting and says what it waits for`() {
        board.enter(.starting("the \"database\""))
        #expect(!board.isReady)
        #expect(board.readyJSON == #"{"status":"starting","reason":"the \"database\""}"#)
    }

    @Test func `draining is final`() {
        board.enter(.ready)
        board.enter(.draining)
        board.enter(.ready)
        #expect(board.phase == .draining)
    }

    @Test func `a dependency in trouble degrades health and leaves readiness alone`() {
        board.enter(.ready)
        board.report("database", trouble: "gone")
        #expect(board.isReady)
        #expect(board.healthJSON == #"{"status":"degraded","service":"auth","checks":{"database":"gone"}}"#)
        board.report("database", trouble: nil)
        #expect(board.healthJSON == #"{"status":"ok","service":"auth","checks":{"database":"ok"}}"#)
    }
}
