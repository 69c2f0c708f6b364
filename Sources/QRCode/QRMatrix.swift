internal import CQRencode

/// A text as a QR code (ISO/IEC 18004): a square of dark and light modules, without its quiet zone.
///
/// Error correction M restores some 15 % of the modules, which is what screens and cameras need.
package struct QRMatrix: Sendable, Equatable {
    /// Modules along each side.
    package let size: Int
    /// Row by row; true is dark.
    private let modules: [Bool]

    /// Modules that must stay light on each side, or readers do not find the code.
    package static let quietZone = 4

    /// - Throws: when the text is empty, or longer than the largest code holds (2331 bytes).
    package init(_ text: String) throws(QRCodeError) {
        let bytes = Array(text.utf8)
        // The library's own memory, freed before this returns.
        guard !bytes.isEmpty, let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M) else {
            throw QRCodeError(byteCount: bytes.count)
        }
        defer { QRcode_free(code) }
        let size = Int(code.pointee.width)
        self.size = size
        // The lowest bit of each byte is the module's colour; the others say what it is for.
        modules = UnsafeBufferPointer(start: code.pointee.data, count: size * size).map { $0 & 1 == 1 }
    }

    /// Also for places outside the code, which are light.
    package func isDark(row: Int, column: Int) -> Bool {
        guard 0..<size ~= row, 0..<size ~= column else { return false }
        return modules[row * size + column]
    }
}

/// A text that fits no QR code.
package struct QRCodeError: Error, Equatable {
    package var byteCount: Int
}
