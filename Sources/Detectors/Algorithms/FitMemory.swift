internal import Messages
internal import Protobuf

/// What a fit takes in memory, in bytes: an upper estimate, to be known before there is one.
struct FitMemory: Sendable, Equatable {
    /// As long as the model is there, for one fit.
    var kept: Int
    /// Besides, while one fit is made.
    var work: Int
}

/// The data of one fit, as far as its memory goes.
struct FitSize: Sendable {
    var rows: Int
    var columns: Int
    /// Threads that work at once; algorithms that go column by column hold a column for each.
    var threads: Int

    /// Columns that are at hand at once.
    var columnsAtOnce: Int { Swift.min(threads, columns) }
    var cells: Int { rows * columns }
    /// A fold's fit is made without its share of the rows.
    var rowsOfSmallestFit: Int { rows - (rows + DetectorLimits.folds - 1) / DetectorLimits.folds }
}

extension DetectorAlgorithm {
    /// For an algorithm that does not say: one that holds as many values as neighbours may be sought among, four times
    /// over, and copies all its data to fit.
    func memory(_ size: FitSize) -> FitMemory {
        let values = Swift.min(size.cells, DetectorLimits.neighbourValuesMax)
        return FitMemory(kept: 4 * 8 * values, work: 8 * (size.cells + 4 * size.rows * size.columnsAtOnce))
    }
}

extension FittedDetector {
    /// For a fit that does not say: twice what its numbers take when they are written down.
    var byteCount: Int {
        var fit = DetectionV1.SnapshotFit()
        fit.fit = message
        return 2 * fit.serialized().count
    }
}

extension TrainedModel {
    /// What the model takes in memory, about.
    package var byteCount: Int {
        // Each fold has its own counts and its own way to find them.
        let encoders = 1 + foldEncoders.count
        let texts = encoder.categories.reduce(0) { $0 + $1.textBytes + encoders * 128 * $1.texts.count }
        return ([full] + folds).reduce(8 * calibration.n + 256 * features.count + texts) { $0 + $1.byteCount }
    }
}

extension DetectorSpecification {
    /// The algorithm, for a training of that size.
    func configured(for size: FitSize) throws(DetectorError) -> any DetectorAlgorithm {
        let configured = try configured()
        try configured.check(size)
        return configured
    }

    /// What training would take, its table included: an upper estimate, in bytes.
    ///
    /// That is the table, the fits with what making one takes, and for each row its number in two fits, its fold, its score twice and
    /// a column in hand of each thread; what encoding takes; and the program's own: code that has not run before, stacks, what its
    /// allocator keeps.
    package func trainingBytes(rows: Int, columns: TrainingColumns, threads: Int) throws(DetectorError) -> Int {
        let features = columns.features(preprocessing)
        let size = FitSize(rows: rows, columns: features, threads: threads)
        // Of categories it is not known yet how many features they become.
        let memory = try (columns.categories.isEmpty ? configured(for: size) : configured()).memory(size)
        let isCrossFit = algorithm.definition.calibration == .crossFit || !columns.categories.isEmpty
        let fits = isCrossFit ? 1 + DetectorLimits.folds : 1
        let perRow = 4 + 4 + 8 + 2 * 8
        return 8 * size.cells + fits * memory.kept + memory.work + rows * (perRow + 8 * size.columnsAtOnce)
            + columns.encodingBytes(rows: rows, features: features, preprocessing) + Self.programBytes
            + size.threads * Self.threadBytes
    }

    private static let programBytes = 4 << 20
    private static let threadBytes = 2 << 20

    /// - Throws: what would be needed, and the limit, where that is less; or which parameter so many columns do not allow.
    package func checkMemory(
        rows: Int, columns: TrainingColumns, threads: Int, bytesMax: Int
    ) throws(DetectorError) {
        let needed = try trainingBytes(rows: rows, columns: columns, threads: threads)
        guard needed > bytesMax else { return }
        throw .precondition(
            "dataset_version",
            "training \(algorithm.rawValue) on \(rows) rows of \(columns.features(preprocessing)) features takes up to "
                + "\(needed >> 20) MiB of memory; the limit (TRAINING_BYTES_MAX) is \(bytesMax >> 20) MiB")
    }
}
