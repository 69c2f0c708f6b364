import Testing

@testable import Detectors

@Suite struct WindowsTests {
    @Test("each window is a row, its oldest value first")
    func table() throws {
        let table = try FeatureTable(windowsOf: [1, 2, 3, 4, 5], window: 3)
        #expect(table.names == ["t-2", "t-1", "t-0"])
        #expect((0..<3).map(table.row) == [[1, 2, 3], [2, 3, 4], [3, 4, 5]])
        #expect(throws: DetectorError.self) { try FeatureTable(windowsOf: [1, 2], window: 3) }
    }

    @Test("a value's score is the mean over its windows")
    func scores() {
        #expect(WindowScores.means([1, 2, 6], window: 2) == [1, 1.5, 4, 6])
        #expect(WindowScores.means([5], window: 3) == [5, 5, 5])
    }
}
