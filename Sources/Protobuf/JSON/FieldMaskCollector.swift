/// Which fields a JSON text names, as an update mask wants them: leaves only, by proto name.
///
/// A message that is itself written as an object of fields is gone into; maps, lists and well-known types are leaves.
package struct FieldMaskCollector: Sendable {
    package private(set) var paths: [String] = []
    private var stack: [String] = []
    /// How many enclosing leaves hold what is being read now.
    private var levelsInsideLeaf = 0

    package init() {}

    mutating func add(_ field: FieldDescriptor) {
        if levelsInsideLeaf == 0 { paths.append((stack + [field.name]).joined(separator: ".")) }
    }

    mutating func enter(_ field: FieldDescriptor, pool: DescriptorPool) {
        let isGoneInto =
            field.kind == .message && !field.isRepeated && pool.messages[field.typeIndex].wellKnown == nil
        if levelsInsideLeaf > 0 || !isGoneInto {
            add(field)
            levelsInsideLeaf += 1
        }
        stack.append(field.name)
    }

    mutating func leave() {
        if levelsInsideLeaf > 0 { levelsInsideLeaf -= 1 }
        stack.removeLast()
    }
}
