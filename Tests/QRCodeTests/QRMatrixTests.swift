import Testing

@testable import QRCode

@Suite("QR codes")
struct QRMatrixTests {
    @Test("every code has its three finder patterns, and their light borders")
    func finders() throws {
        let matrix = try QRMatrix("otpauth://totp/Pynomaly:vera")
        let pattern = [
            "#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######",
        ].map { $0.map { $0 == "#" } }
        for (top, left) in [(0, 0), (0, matrix.size - 7), (matrix.size - 7, 0)] {
            for row in 0..<7 {
                for column in 0..<7 {
                    #expect(matrix.isDark(row: top + row, column: left + column) == pattern[row][column])
                }
            }
        }
        for index in 0..<8 { #expect(!matrix.isDark(row: 7, column: index)) }
    }

    @Test("the size follows the length: 14 bytes fit 21 modules, one more needs 25")
    func sizes() throws {
        #expect(try QRMatrix(String(repeating: "x", count: 14)).size == 21)
        #expect(try QRMatrix(String(repeating: "x", count: 15)).size == 25)
    }

    @Test("the longest text fits, one byte more and none are refused")
    func limits() throws {
        #expect(try QRMatrix(String(repeating: "x", count: 2331)).size == 177)
        for count in [0, 2332] {
            #expect(throws: QRCodeError(byteCount: count)) { try QRMatrix(String(repeating: "x", count: count)) }
        }
    }

    @Test("what lies outside is light")
    func outside() throws {
        let matrix = try QRMatrix("x")
        #expect(!matrix.isDark(row: -1, column: 0))
        #expect(!matrix.isDark(row: 0, column: matrix.size))
    }

    @Test("the SVG draws each dark module once, leaves the quiet zone free and refers to nothing outside")
    func svg() throws {
        let matrix = try QRMatrix("otpauth://totp/Pynomaly:vera?secret=GEZDGNBVGY3TQOJQ")
        let svg = matrix.svg
        #expect(svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(matrix.size + 8) "))
        #expect(svg.hasSuffix("</svg>"))
        #expect(!svg.contains("href") && !svg.contains("<script") && !svg.contains("url("))
        #expect(try SVGModules(svg).dark == modules(of: matrix, shiftedBy: 4))
    }

    @Test("the half blocks draw the same modules, light on dark")
    func halfBlocks() throws {
        let matrix = try QRMatrix("otpauth://totp/Pynomaly:vera?secret=GEZDGNBVGY3TQOJQ")
        let lines = matrix.halfBlocks.split(separator: "\n").map(Array.init)
        #expect(lines.count == (matrix.size + 9) / 2)
        #expect(lines.allSatisfy { $0.count == matrix.size + 8 })
        var dark: Set<SVGModules.Place> = []
        for (row, line) in lines.enumerated() {
            for (column, character) in line.enumerated() {
                if "▄ ".contains(character) { dark.insert(SVGModules.Place(row: 2 * row, column: column)) }
                let isPadding = 2 * row + 1 == matrix.size + 8
                if "▀ ".contains(character), !isPadding {
                    dark.insert(SVGModules.Place(row: 2 * row + 1, column: column))
                }
            }
        }
        #expect(dark == modules(of: matrix, shiftedBy: 4))
    }

    private func modules(of matrix: QRMatrix, shiftedBy shift: Int) -> Set<SVGModules.Place> {
        var places: Set<SVGModules.Place> = []
        for row in 0..<matrix.size {
            for column in 0..<matrix.size where matrix.isDark(row: row, column: column) {
                places.insert(SVGModules.Place(row: row + shift, column: column + shift))
            }
        }
        return places
    }
}

/// The dark modules of our SVG, read from its path: `Mx yhwv1Hxz` for each run.
private struct SVGModules {
    struct Place: Hashable {
        var row: Int
        var column: Int
    }

    var dark: Set<Place> = []

    init(_ svg: String) throws {
        let attributes = svg.split(separator: "\"")
        let path = try #require(attributes.firstIndex(of: " d=")).advanced(by: 1)
        for run in attributes[path].split(separator: "z") {
            let numbers = run.split { !$0.isNumber }.compactMap { Int($0) }
            try #require(numbers.count == 5 && numbers[3] == 1 && numbers[4] == numbers[0])
            for column in numbers[0]..<numbers[0] + numbers[2] {
                #expect(dark.insert(Place(row: numbers[1], column: column)).inserted)
            }
        }
    }
}
