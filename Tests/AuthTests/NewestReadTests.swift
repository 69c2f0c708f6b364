import Testing

@testable import AuthBackend

@Suite("Reads that overlap")
struct NewestReadTests {
    @Test("one that began earlier and ends later does not replace what is newer")
    func overtaken() {
        var keys = NewestRead<String>()
        let early = keys.begin()
        let late = keys.begin()
        #expect(keys.settle("new", late) == "new")
        #expect(keys.settle("old", early) == "new")
        #expect(keys.value == "new")
    }

    @Test("reads in their order replace one another")
    func inOrder() {
        var keys = NewestRead<String>()
        #expect(keys.value == nil)
        let first = keys.begin()
        #expect(keys.settle("first", first) == "first")
        let second = keys.begin()
        let third = keys.begin()
        #expect(keys.settle("second", second) == "second")
        #expect(keys.settle("third", third) == "third")
        #expect(keys.value == "third")
    }
}
