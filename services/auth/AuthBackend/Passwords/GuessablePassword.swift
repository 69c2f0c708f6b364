/// Whether a password is one of those that are tried first: common words, one or two others that everybody uses, famous
/// phrases, the user's or the product's name, repetitions and sequences, with the usual letters for signs and the usual digits and signs around them.
///
/// All that such pieces cover is struck out; what is left must be something.
enum GuessablePassword {
    static func matches(_ password: String, username: String) -> Bool {
        let text = password.lowercased().unicodeScalars.map(\.value)
        guard Set(text).count >= AuthLimits.passwordDistinctCharactersMin else { return true }
        if isRepeated(text) { return true }
        return matches(Array(text.prefix(AuthLimits.passwordExaminedMax)), username)
    }

    private static func matches(_ text: [UInt32], _ username: String) -> Bool {
        var isCovered = [Bool](repeating: false, count: text.count)
        for reading in readings(of: text) {
            coverWords(reading, names(username), &isCovered)
            coverPhrases(reading, &isCovered)
            coverPair(reading, of: text, &isCovered)
        }
        coverRuns(text, &isCovered)
        return freeCharacters(text, isCovered) < AuthLimits.passwordFreeCharactersMin
    }

    /// Digits and signs that stand for nothing count only beyond the first few.
    private static func freeCharacters(_ text: [UInt32], _ isCovered: [Bool]) -> Int {
        let free = zip(text, isCovered).filter { !$1 }.map(\.0)
        let letters = free.count { isLetter($0) }
        return letters + max(0, free.count - letters - AuthLimits.passwordIdleSignsMax)
    }

    private static func isLetter(_ scalar: UInt32) -> Bool {
        scalar >= 0x80 || (UInt32(UInt8(ascii: "a"))...UInt32(UInt8(ascii: "z"))).contains(scalar)
    }

    /// The same piece at least three times and nothing else.
    private static func isRepeated(_ text: [UInt32]) -> Bool {
        (1...max(1, text.count / 3)).contains { period in
            period * 3 <= text.count && text.indices.dropFirst(period).allSatisfy { text[$0] == text[$0 - period] }
        }
    }

    /// The text itself, and with signs read as the letters that they stand for; `1` may be either of two.
    private static func readings(of text: [UInt32]) -> [[UInt32]] {
        [text, text.map { letters[$0] ?? $0 }, text.map { $0 == one ? letterI : letters[$0] ?? $0 }]
    }

    private static let one = UInt32(UInt8(ascii: "1"))
    private static let letterI = UInt32(UInt8(ascii: "i"))
    private static let letters: [UInt32: UInt32] = {
        let pairs: [(Unicode.Scalar, Unicode.Scalar)] = [
            ("0", "o"), ("1", "l"), ("!", "i"), ("3", "e"), ("4", "a"), ("@", "a"), ("5", "s"), ("$", "s"), ("7", "t"),
            ("+", "t"), ("8", "b"),
        ]
        return Dictionary(uniqueKeysWithValues: pairs.map { ($0.0.value, $0.1.value) })
    }()

    /// Those of the user: the name, and its parts if they say anything.
    private static func names(_ username: String) -> [[UInt32]] {
        let parts = username.lowercased().split { !$0.isLetter && !$0.isNumber }
        return ([Substring(username.lowercased())] + parts).filter { $0.count >= 3 }
            .map { $0.unicodeScalars.map(\.value) }
    }

    private static let words = FrequentWords.all.map { $0.map(UInt32.init) }

    private static func coverWords(_ text: [UInt32], _ names: [[UInt32]], _ isCovered: inout [Bool]) {
        var start = 0
        while start < text.count {
            let rest = text[start...]
            let longest =
                [names, words].compactMap { $0.filter { rest.starts(with: $0) }.map(\.count).max() }.max() ?? 0
            for index in start..<start + longest { isCovered[index] = true }
            start += max(1, longest)
        }
    }

    /// However the words of a phrase are set apart.
    private static func coverPhrases(_ text: [UInt32], _ isCovered: inout [Bool]) {
        let places = text.indices.filter { isLetter(text[$0]) }
        let letters = places.map { text[$0] }
        for start in letters.indices {
            for phrase in FamousPhrases.all where letters[start...].starts(with: phrase) {
                for index in places[start]...places[start + phrase.count - 1] where !isDigit(text[index]) {
                    isCovered[index] = true
                }
            }
        }
    }

    /// Where all the letters together are one common word or two. What stands around the original's letters are digits
    /// and signs, not letters that they may be read as.
    private static func coverPair(_ reading: [UInt32], of text: [UInt32], _ isCovered: inout [Bool]) {
        guard let first = text.firstIndex(where: isLetter), let last = text.lastIndex(where: isLetter) else { return }
        let places = (first...last).filter { isLetter(reading[$0]) }
        guard isPair(places.map { reading[$0] }) else { return }
        for index in places { isCovered[index] = true }
    }

    private static func isPair(_ letters: [UInt32]) -> Bool {
        let word = String(String.UnicodeScalarView(letters.compactMap(Unicode.Scalar.init)))
        return word.indices.contains { cut in
            (cut == word.startIndex || EverydayWords.contains(word[..<cut])) && EverydayWords.contains(word[cut...])
        }
    }

    /// Three and more that follow each other in the alphabet or the digits, either way, or that are the same, or that lie
    /// on one of the paths that fingers take over a keyboard.
    private static func coverRuns(_ text: [UInt32], _ isCovered: inout [Bool]) {
        for step in [-1, 0, 1] {
            var start = 0
            for end in 1...text.count where end == text.count || !follows(text[end - 1], text[end], step) {
                if end - start >= 3 { for index in start..<end { isCovered[index] = true } }
                start = end
            }
        }
        var start = 0
        while start < text.count {
            let longest = paths.map { onPath(text[start...], $0) }.max() ?? 0
            if longest >= 3 { for index in start..<start + longest { isCovered[index] = true } }
            start += longest >= 3 ? longest : 1
        }
    }

    private static func follows(_ first: UInt32, _ second: UInt32, _ step: Int) -> Bool {
        guard Int(second) - Int(first) == step else { return false }
        return step == 0 || first < 0x80 && isLetter(first) == isLetter(second) && isLetterOrDigit(first)
    }

    private static func isLetterOrDigit(_ scalar: UInt32) -> Bool {
        isLetter(scalar) || isDigit(scalar)
    }

    private static func isDigit(_ scalar: UInt32) -> Bool {
        (UInt32(UInt8(ascii: "0"))...UInt32(UInt8(ascii: "9"))).contains(scalar)
    }

    /// How much of the text's beginning lies on the path.
    private static func onPath(_ text: ArraySlice<UInt32>, _ path: [UInt32]) -> Int {
        path.indices.map { start in zip(text, path[start...]).prefix { $0 == $1 }.count }.max() ?? 0
    }

    /// Rows, columns and both in turn, on English, German and French keyboards; forwards and backwards.
    private static let paths: [[UInt32]] = {
        let forwards = [
            "1234567890", "qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "qsdfghjklm", "zxcvbnm", "yxcvbnm",
            "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "qazwsxedcrfvtgbyhnujm", "1q2w3e4r5t6y7u8i9o0p", "1q2w3e4r5t6z7u8i9o0p",
            "q1w2e3r4t5y6u7i8o9p0",
        ].map { $0.unicodeScalars.map(\.value) }
        return forwards + forwards.map { $0.reversed() }
    }()
}
