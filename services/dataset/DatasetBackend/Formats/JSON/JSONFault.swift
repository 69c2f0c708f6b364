/// Where and how a record breaks JSON's grammar (RFC 8259) or a limit.
struct JSONFault: Error, Equatable {
    enum Kind: UInt8 {
        case unexpectedEnd, unexpectedCharacter, controlCharacter, badEscape, loneSurrogate, badNumber, badLiteral
        case expectedObject, expectedArray, expectedKey, expectedColon, expectedCommaOrBrace, expectedCommaOrBracket
        case textAfterRecord, duplicateKey, emptyKey, keyTooLong, keyNotText, tooDeep, tooManyColumns, fieldTooLong
        case wrongValueCount, recordTooLong
    }

    var kind: Kind
    /// In the record's bytes.
    var offset: Int
    /// The column that it is about, if there is one.
    var column: Int32 = -1
}

extension JSONFault {
    func reason(_ limits: JSONLimits) -> String {
        switch kind {
        case .unexpectedEnd: "the JSON ends too early"
        case .unexpectedCharacter: at("a character that begins no JSON value")
        case .controlCharacter: at("a control character in a string")
        case .badEscape: at("an escape that JSON does not have")
        case .loneSurrogate: at("half of a surrogate pair")
        case .badNumber: at("a number that is not as JSON writes it")
        case .badLiteral: at("a word other than true, false, null, NaN and Infinity")
        case .expectedObject: "not an object, as the first record is"
        case .expectedArray: "not an array, as the first record is"
        case .expectedKey: at("no key where one must be")
        case .expectedColon: at("no colon after a key")
        case .expectedCommaOrBrace: at("neither a comma nor a closing brace")
        case .expectedCommaOrBracket: at("neither a comma nor a closing bracket")
        case .textAfterRecord: at("text after the record")
        case .duplicateKey: "a key that stands twice in the object"
        case .emptyKey: "a key without characters, which can't name a column"
        case .keyTooLong: "a key longer than \(limits.columnNameBytesMax) bytes"
        case .keyNotText: "a key that is not valid UTF-8 or has a NUL character"
        case .tooDeep: "nested deeper than \(limits.depthMax) levels"
        case .tooManyColumns: "a key beyond the \(limits.columnsMax) columns that a table may have"
        case .fieldTooLong: "a field longer than \(limits.fieldBytesMax) bytes"
        case .wrongValueCount: "another number of values than there are columns"
        case .recordTooLong: "longer than \(limits.recordBytesMax) bytes"
        }
    }

    private func at(_ what: String) -> String { "\(what), at byte \(offset + 1) of the record" }
}
