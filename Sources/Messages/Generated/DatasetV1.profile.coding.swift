// Generated from pynomaly/dataset/v1/profile.proto by `make protos`.

internal import CMessages
internal import CProtobufC
package import Protobuf

extension DatasetV1.ProfileDatasetRequest {
    package static var messageName: String { "pynomaly.dataset.v1.ProfileDatasetRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__profile_dataset_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ProfileDatasetRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ProfileDatasetRequest.self)
        pynomaly__dataset__v1__profile_dataset_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension DatasetV1.ProfileDatasetMetadata {
    package static var messageName: String { "pynomaly.dataset.v1.ProfileDatasetMetadata" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__profile_dataset_metadata__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ProfileDatasetMetadata.self)
        datasetVersion = arena.string(c.pointee.dataset_version)
        progressPercent = c.pointee.progress_percent
        createTime = arena.message(c.pointee.create_time)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ProfileDatasetMetadata.self)
        pynomaly__dataset__v1__profile_dataset_metadata__init(c)
        if !datasetVersion.isEmpty { c.pointee.dataset_version = arena.string(datasetVersion) }
        c.pointee.progress_percent = progressPercent
        if let createTime { c.pointee.create_time = arena.fill(createTime) }
    }
}

extension DatasetV1.GetProfileRequest {
    package static var messageName: String { "pynomaly.dataset.v1.GetProfileRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__get_profile_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__GetProfileRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__GetProfileRequest.self)
        pynomaly__dataset__v1__get_profile_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension DatasetV1.DatasetProfile {
    package static var messageName: String { "pynomaly.dataset.v1.DatasetProfile" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__dataset_profile__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__DatasetProfile.self)
        name = arena.string(c.pointee.name)
        rowCount = c.pointee.row_count
        columns = arena.messages(c.pointee.columns, c.pointee.n_columns)
        duplicateRowsEstimate = c.pointee.duplicate_rows_estimate
        correlations = arena.messages(c.pointee.correlations, c.pointee.n_correlations)
        qualityScore = c.pointee.quality_score
        findings = arena.messages(c.pointee.findings, c.pointee.n_findings)
        createTime = arena.message(c.pointee.create_time)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__DatasetProfile.self)
        pynomaly__dataset__v1__dataset_profile__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        c.pointee.row_count = rowCount
        c.pointee.n_columns = columns.count
        c.pointee.columns = arena.messages(columns)
        c.pointee.duplicate_rows_estimate = duplicateRowsEstimate
        c.pointee.n_correlations = correlations.count
        c.pointee.correlations = arena.messages(correlations)
        c.pointee.quality_score = qualityScore
        c.pointee.n_findings = findings.count
        c.pointee.findings = arena.messages(findings)
        if let createTime { c.pointee.create_time = arena.fill(createTime) }
    }
}

extension DatasetV1.ColumnProfile {
    package static var messageName: String { "pynomaly.dataset.v1.ColumnProfile" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__column_profile__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ColumnProfile.self)
        name = arena.string(c.pointee.name)
        type = DatasetV1.ColumnType(rawValue: Int32(truncatingIfNeeded: c.pointee.type.rawValue))
        role = DatasetV1.ColumnRole(rawValue: Int32(truncatingIfNeeded: c.pointee.role.rawValue))
        count = c.pointee.count
        missingCount = c.pointee.missing_count
        distinctEstimate = c.pointee.distinct_estimate
        distinctError = c.pointee.distinct_error
        if c.pointee._numbers_case.rawValue == 8 { numbers = arena.message(c.pointee.numbers) ?? DatasetV1.NumberSummary() }
        topValues = arena.messages(c.pointee.top_values, c.pointee.n_top_values)
        constant = c.pointee.constant != 0
        lengthMin = c.pointee.length_min
        lengthMax = c.pointee.length_max
        nonFiniteCount = c.pointee.non_finite_count
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ColumnProfile.self)
        pynomaly__dataset__v1__column_profile__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        c.pointee.type = .init(rawValue: .init(truncatingIfNeeded: type.rawValue))
        c.pointee.role = .init(rawValue: .init(truncatingIfNeeded: role.rawValue))
        c.pointee.count = count
        c.pointee.missing_count = missingCount
        c.pointee.distinct_estimate = distinctEstimate
        c.pointee.distinct_error = distinctError
        if let numbers {
            c.pointee._numbers_case = .init(rawValue: 8)
            c.pointee.numbers = arena.fill(numbers)
        }
        c.pointee.n_top_values = topValues.count
        c.pointee.top_values = arena.messages(topValues)
        c.pointee.constant = constant ? 1 : 0
        c.pointee.length_min = lengthMin
        c.pointee.length_max = lengthMax
        c.pointee.non_finite_count = nonFiniteCount
    }
}

extension DatasetV1.NumberSummary {
    package static var messageName: String { "pynomaly.dataset.v1.NumberSummary" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__number_summary__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__NumberSummary.self)
        minimum = c.pointee.minimum
        maximum = c.pointee.maximum
        mean = c.pointee.mean
        standardDeviation = c.pointee.standard_deviation
        quantiles = arena.messages(c.pointee.quantiles, c.pointee.n_quantiles)
        quantileError = c.pointee.quantile_error
        histogram = arena.packed(c.pointee.histogram, c.pointee.n_histogram)
        skewness = c.pointee.skewness
        kurtosis = c.pointee.kurtosis
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__NumberSummary.self)
        pynomaly__dataset__v1__number_summary__init(c)
        c.pointee.minimum = minimum
        c.pointee.maximum = maximum
        c.pointee.mean = mean
        c.pointee.standard_deviation = standardDeviation
        c.pointee.n_quantiles = quantiles.count
        c.pointee.quantiles = arena.messages(quantiles)
        c.pointee.quantile_error = quantileError
        c.pointee.n_histogram = histogram.count
        c.pointee.histogram = arena.packed(histogram)
        c.pointee.skewness = skewness
        c.pointee.kurtosis = kurtosis
    }
}

extension DatasetV1.Quantile {
    package static var messageName: String { "pynomaly.dataset.v1.Quantile" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__quantile__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__Quantile.self)
        probability = c.pointee.probability
        value = c.pointee.value
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__Quantile.self)
        pynomaly__dataset__v1__quantile__init(c)
        c.pointee.probability = probability
        c.pointee.value = value
    }
}

extension DatasetV1.ValueCount {
    package static var messageName: String { "pynomaly.dataset.v1.ValueCount" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__value_count__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ValueCount.self)
        value = arena.string(c.pointee.value)
        count = c.pointee.count
        error = c.pointee.error
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ValueCount.self)
        pynomaly__dataset__v1__value_count__init(c)
        if !value.isEmpty { c.pointee.value = arena.string(value) }
        c.pointee.count = count
        c.pointee.error = error
    }
}

extension DatasetV1.Correlation {
    package static var messageName: String { "pynomaly.dataset.v1.Correlation" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__correlation__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__Correlation.self)
        column = arena.string(c.pointee.column)
        other = arena.string(c.pointee.other)
        coefficient = c.pointee.coefficient
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__Correlation.self)
        pynomaly__dataset__v1__correlation__init(c)
        if !column.isEmpty { c.pointee.column = arena.string(column) }
        if !other.isEmpty { c.pointee.other = arena.string(other) }
        c.pointee.coefficient = coefficient
    }
}

extension DatasetV1.QualityFinding {
    package static var messageName: String { "pynomaly.dataset.v1.QualityFinding" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__quality_finding__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__QualityFinding.self)
        rule = arena.string(c.pointee.rule)
        column = arena.string(c.pointee.column)
        message = arena.string(c.pointee.message)
        penalty = c.pointee.penalty
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__QualityFinding.self)
        pynomaly__dataset__v1__quality_finding__init(c)
        if !rule.isEmpty { c.pointee.rule = arena.string(rule) }
        if !column.isEmpty { c.pointee.column = arena.string(column) }
        if !message.isEmpty { c.pointee.message = arena.string(message) }
        c.pointee.penalty = penalty
    }
}

extension DatasetV1.ValidateDatasetRequest {
    package static var messageName: String { "pynomaly.dataset.v1.ValidateDatasetRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__validate_dataset_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ValidateDatasetRequest.self)
        name = arena.string(c.pointee.name)
        checks = arena.strings(c.pointee.checks, c.pointee.n_checks)
        forAlgorithm = arena.string(c.pointee.for_algorithm)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ValidateDatasetRequest.self)
        pynomaly__dataset__v1__validate_dataset_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        c.pointee.n_checks = checks.count
        c.pointee.checks = arena.strings(checks)
        if !forAlgorithm.isEmpty { c.pointee.for_algorithm = arena.string(forAlgorithm) }
    }
}

extension DatasetV1.ValidateDatasetResponse {
    package static var messageName: String { "pynomaly.dataset.v1.ValidateDatasetResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__validate_dataset_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ValidateDatasetResponse.self)
        valid = c.pointee.valid != 0
        problems = arena.messages(c.pointee.problems, c.pointee.n_problems)
        cost = arena.message(c.pointee.cost)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ValidateDatasetResponse.self)
        pynomaly__dataset__v1__validate_dataset_response__init(c)
        c.pointee.valid = valid ? 1 : 0
        c.pointee.n_problems = problems.count
        c.pointee.problems = arena.messages(problems)
        if let cost { c.pointee.cost = arena.fill(cost) }
    }
}

extension DatasetV1.ValidationProblem {
    package static var messageName: String { "pynomaly.dataset.v1.ValidationProblem" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__validation_problem__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ValidationProblem.self)
        rule = arena.string(c.pointee.rule)
        column = arena.string(c.pointee.column)
        message = arena.string(c.pointee.message)
        error = c.pointee.error != 0
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ValidationProblem.self)
        pynomaly__dataset__v1__validation_problem__init(c)
        if !rule.isEmpty { c.pointee.rule = arena.string(rule) }
        if !column.isEmpty { c.pointee.column = arena.string(column) }
        if !message.isEmpty { c.pointee.message = arena.string(message) }
        c.pointee.error = error ? 1 : 0
    }
}

extension DatasetV1.CostEstimate {
    package static var messageName: String { "pynomaly.dataset.v1.CostEstimate" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__cost_estimate__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__CostEstimate.self)
        seconds = c.pointee.seconds
        memoryBytes = c.pointee.memory_bytes
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__CostEstimate.self)
        pynomaly__dataset__v1__cost_estimate__init(c)
        c.pointee.seconds = seconds
        c.pointee.memory_bytes = memoryBytes
    }
}
