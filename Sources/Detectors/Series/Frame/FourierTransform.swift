/// The discrete Fourier transform of any length: radix 2 where the length is a power of two, else Bluestein's
/// convolution (1970). O(n log n). Not normalized; `inverse` divides by the length.
struct FourierTransform {
    struct Signal: Sendable, Equatable {
        var real: [Double]
        var imaginary: [Double]

        var count: Int { real.count }

        init(real: [Double], imaginary: [Double]? = nil) {
            self.real = real
            self.imaginary = imaginary ?? [Double](repeating: 0, count: real.count)
        }
    }

    static func forward(_ signal: Signal) -> Signal {
        var signal = signal
        guard signal.count > 1 else { return signal }
        guard signal.count & (signal.count - 1) == 0 else { return bluestein(signal) }
        radix2(&signal)
        return signal
    }

    static func inverse(_ signal: Signal) -> Signal {
        // With real and imaginary parts exchanged before and after, the way back is the way forth.
        let turned = forward(Signal(real: signal.imaginary, imaginary: signal.real))
        let scale = 1 / Double(max(signal.count, 1))
        return Signal(real: turned.imaginary.map { $0 * scale }, imaginary: turned.real.map { $0 * scale })
    }

    private static func radix2(_ signal: inout Signal) {
        let count = signal.count
        reverseBits(&signal)
        let turns = (0..<(count / 2)).map { unit(Double($0) / Double(count)) }
        signal.real.withUnsafeMutableBufferPointer { real in
            signal.imaginary.withUnsafeMutableBufferPointer { imaginary in
                var half = 1
                while half < count {
                    let stride = count / (2 * half)
                    for start in Swift.stride(from: 0, to: count, by: 2 * half) {
                        for offset in 0..<half {
                            let turn = turns[offset * stride]
                            let (top, bottom) = (start + offset, start + offset + half)
                            let re = real[bottom] * turn.cosine - imaginary[bottom] * turn.sine
                            let im = real[bottom] * turn.sine + imaginary[bottom] * turn.cosine
                            real[bottom] = real[top] - re
                            imaginary[bottom] = imaginary[top] - im
                            real[top] += re
                            imaginary[top] += im
                        }
                    }
                    half *= 2
                }
            }
        }
    }

    private static func reverseBits(_ signal: inout Signal) {
        var reversed = 0
        for index in 1..<signal.count {
            var bit = signal.count >> 1
            while reversed & bit != 0 {
                reversed ^= bit
                bit >>= 1
            }
            reversed ^= bit
            if index < reversed {
                signal.real.swapAt(index, reversed)
                signal.imaginary.swapAt(index, reversed)
            }
        }
    }

    private static func bluestein(_ signal: Signal) -> Signal {
        let count = signal.count
        var length = 1
        while length < 2 * count - 1 { length *= 2 }
        // k² modulo 2n keeps the angle small, and so exact.
        let chirp = (0..<count).map { unit(Double($0 * $0 % (2 * count)) / Double(2 * count)) }
        var product = Signal(real: [Double](repeating: 0, count: length))
        var filter = product
        for (index, turn) in chirp.enumerated() {
            product.real[index] = signal.real[index] * turn.cosine - signal.imaginary[index] * turn.sine
            product.imaginary[index] = signal.real[index] * turn.sine + signal.imaginary[index] * turn.cosine
            for place in [index, (length - index) % length] {
                filter.real[place] = turn.cosine
                filter.imaginary[place] = -turn.sine
            }
        }
        radix2(&product)
        radix2(&filter)
        for index in 0..<length {
            let re = product.real[index] * filter.real[index] - product.imaginary[index] * filter.imaginary[index]
            let im = product.real[index] * filter.imaginary[index] + product.imaginary[index] * filter.real[index]
            product.real[index] = re
            product.imaginary[index] = im
        }
        let convolved = inverse(product)
        var result = Signal(real: [Double](repeating: 0, count: count))
        for (index, turn) in chirp.enumerated() {
            result.real[index] = convolved.real[index] * turn.cosine - convolved.imaginary[index] * turn.sine
            result.imaginary[index] = convolved.real[index] * turn.sine + convolved.imaginary[index] * turn.cosine
        }
        return result
    }

    /// e^(-2πi · share of a full turn).
    private static func unit(_ share: Double) -> (cosine: Double, sine: Double) {
        (_cos(2 * .pi * share), -_sin(2 * .pi * share))
    }
}
