import Testing

@testable import Detectors

@Suite struct FourierTransformTests {
    @Test("transforms are numpy's, whatever the length")
    func reference() throws {
        let rows = try numbers("fft")
        for length in [1, 2, 8, 13, 64, 100] {
            let part = rows.filter { Int($0[0]) == length }
            let signal = FourierTransform.Signal(real: part.map { $0[1] }, imaginary: part.map { $0[2] })
            let transform = FourierTransform.forward(signal)
            #expect(transform.count == length)
            for (index, row) in part.enumerated() {
                #expect(abs(transform.real[index] - row[3]) < 1e-11)
                #expect(abs(transform.imaginary[index] - row[4]) < 1e-11)
            }
            let back = FourierTransform.inverse(transform)
            for index in 0..<length {
                #expect(abs(back.real[index] - signal.real[index]) < 1e-12)
                #expect(abs(back.imaginary[index] - signal.imaginary[index]) < 1e-12)
            }
        }
    }

    @Test("the spectral residual's scores are those of a computation in numpy")
    func spectralResidual() async throws {
        let rows = try numbers("spectral_residual")
        let method = try SpectralResidual(SpectralResidual.description.parameters.resolve([:], of: ""))
        let analysis = try await method.analyze(rows.map { $0[0] }, period: nil)
        for (score, row) in zip(analysis.scores, rows) { #expect(abs(score - row[1]) < 1e-8 * max(1, abs(row[1]))) }
    }
}
