// Generated from pynomaly/detection/v1/detection.proto by `make protos`.

internal import CMessages
internal import CProtobufC
package import Protobuf

extension DetectionV1.Algorithm {
    package static var messageName: String { "pynomaly.detection.v1.Algorithm" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__algorithm__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__Algorithm.self)
        name = arena.string(c.pointee.name)
        displayName = arena.string(c.pointee.display_name)
        description = arena.string(c.pointee.description)
        parameters = arena.messages(c.pointee.parameters, c.pointee.n_parameters)
        supports = arena.message(c.pointee.supports)
        reference = arena.string(c.pointee.reference)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__Algorithm.self)
        pynomaly__detection__v1__algorithm__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        if !displayName.isEmpty { c.pointee.display_name = arena.string(displayName) }
        if !description.isEmpty { c.pointee.description = arena.string(description) }
        c.pointee.n_parameters = parameters.count
        c.pointee.parameters = arena.messages(parameters)
        if let supports { c.pointee.supports = arena.fill(supports) }
        if !reference.isEmpty { c.pointee.reference = arena.string(reference) }
    }
}

extension DetectionV1.Parameter {
    package static var messageName: String { "pynomaly.detection.v1.Parameter" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__parameter__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__Parameter.self)
        name = arena.string(c.pointee.name)
        type = arena.string(c.pointee.type)
        defaultValue = arena.message(c.pointee.default_value)
        if c.pointee._min_case.rawValue == 4 { min = c.pointee.min }
        if c.pointee._max_case.rawValue == 5 { max = c.pointee.max }
        choices = arena.strings(c.pointee.choices, c.pointee.n_choices)
        description = arena.string(c.pointee.description)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__Parameter.self)
        pynomaly__detection__v1__parameter__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        if !type.isEmpty { c.pointee.type = arena.string(type) }
        if let defaultValue { c.pointee.default_value = arena.fill(defaultValue) }
        if let min {
            c.pointee._min_case = .init(rawValue: 4)
            c.pointee.min = min
        }
        if let max {
            c.pointee._max_case = .init(rawValue: 5)
            c.pointee.max = max
        }
        c.pointee.n_choices = choices.count
        c.pointee.choices = arena.strings(choices)
        if !description.isEmpty { c.pointee.description = arena.string(description) }
    }
}

extension DetectionV1.AlgorithmSupport {
    package static var messageName: String { "pynomaly.detection.v1.AlgorithmSupport" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__algorithm_support__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__AlgorithmSupport.self)
        streaming = c.pointee.streaming != 0
        missing = c.pointee.missing != 0
        explanation = arena.string(c.pointee.explanation)
        embedsTrainingData = c.pointee.embeds_training_data != 0
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__AlgorithmSupport.self)
        pynomaly__detection__v1__algorithm_support__init(c)
        c.pointee.streaming = streaming ? 1 : 0
        c.pointee.missing = missing ? 1 : 0
        if !explanation.isEmpty { c.pointee.explanation = arena.string(explanation) }
        c.pointee.embeds_training_data = embedsTrainingData ? 1 : 0
    }
}

extension DetectionV1.ListAlgorithmsRequest {
    package static var messageName: String { "pynomaly.detection.v1.ListAlgorithmsRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__list_algorithms_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ListAlgorithmsRequest.self)
        pynomaly__detection__v1__list_algorithms_request__init(c)
    }
}

extension DetectionV1.ListAlgorithmsResponse {
    package static var messageName: String { "pynomaly.detection.v1.ListAlgorithmsResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__list_algorithms_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ListAlgorithmsResponse.self)
        algorithms = arena.messages(c.pointee.algorithms, c.pointee.n_algorithms)
        thresholdPolicies = arena.messages(c.pointee.threshold_policies, c.pointee.n_threshold_policies)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ListAlgorithmsResponse.self)
        pynomaly__detection__v1__list_algorithms_response__init(c)
        c.pointee.n_algorithms = algorithms.count
        c.pointee.algorithms = arena.messages(algorithms)
        c.pointee.n_threshold_policies = thresholdPolicies.count
        c.pointee.threshold_policies = arena.messages(thresholdPolicies)
    }
}

extension DetectionV1.ThresholdPolicyDescription {
    package static var messageName: String { "pynomaly.detection.v1.ThresholdPolicyDescription" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__threshold_policy_description__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ThresholdPolicyDescription.self)
        name = arena.string(c.pointee.name)
        description = arena.string(c.pointee.description)
        if c.pointee._default_value_case.rawValue == 3 { defaultValue = c.pointee.default_value }
        if c.pointee._min_case.rawValue == 4 { min = c.pointee.min }
        if c.pointee._max_case.rawValue == 5 { max = c.pointee.max }
        defaultFor = arena.repeated(c.pointee.default_for, c.pointee.n_default_for) { DetectionV1.TrainingMode(rawValue: Int32(truncatingIfNeeded: $0.rawValue)) }
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ThresholdPolicyDescription.self)
        pynomaly__detection__v1__threshold_policy_description__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        if !description.isEmpty { c.pointee.description = arena.string(description) }
        if let defaultValue {
            c.pointee._default_value_case = .init(rawValue: 3)
            c.pointee.default_value = defaultValue
        }
        if let min {
            c.pointee._min_case = .init(rawValue: 4)
            c.pointee.min = min
        }
        if let max {
            c.pointee._max_case = .init(rawValue: 5)
            c.pointee.max = max
        }
        c.pointee.n_default_for = defaultFor.count
        c.pointee.default_for = arena.repeated(defaultFor) { .init(rawValue: .init(truncatingIfNeeded: $0.rawValue)) }
    }
}

extension DetectionV1.GetAlgorithmRequest {
    package static var messageName: String { "pynomaly.detection.v1.GetAlgorithmRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__get_algorithm_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__GetAlgorithmRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__GetAlgorithmRequest.self)
        pynomaly__detection__v1__get_algorithm_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension DetectionV1.Detector {
    package static var messageName: String { "pynomaly.detection.v1.Detector" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__detector__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__Detector.self)
        name = arena.string(c.pointee.name)
        displayName = arena.string(c.pointee.display_name)
        algorithm = arena.string(c.pointee.algorithm)
        parameters = arena.message(c.pointee.parameters)
        featureColumns = arena.strings(c.pointee.feature_columns, c.pointee.n_feature_columns)
        thresholdPolicy = arena.message(c.pointee.threshold_policy)
        seed = c.pointee.seed
        trainingMode = DetectionV1.TrainingMode(rawValue: Int32(truncatingIfNeeded: c.pointee.training_mode.rawValue))
        currentModel = arena.string(c.pointee.current_model)
        createTime = arena.message(c.pointee.create_time)
        etag = arena.string(c.pointee.etag)
        preprocessing = arena.message(c.pointee.preprocessing)
        members = arena.messages(c.pointee.members, c.pointee.n_members)
        combiner = DetectionV1.Combiner(rawValue: Int32(truncatingIfNeeded: c.pointee.combiner.rawValue))
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__Detector.self)
        pynomaly__detection__v1__detector__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        if !displayName.isEmpty { c.pointee.display_name = arena.string(displayName) }
        if !algorithm.isEmpty { c.pointee.algorithm = arena.string(algorithm) }
        if let parameters { c.pointee.parameters = arena.fill(parameters) }
        c.pointee.n_feature_columns = featureColumns.count
        c.pointee.feature_columns = arena.strings(featureColumns)
        if let thresholdPolicy { c.pointee.threshold_policy = arena.fill(thresholdPolicy) }
        c.pointee.seed = seed
        c.pointee.training_mode = .init(rawValue: .init(truncatingIfNeeded: trainingMode.rawValue))
        if !currentModel.isEmpty { c.pointee.current_model = arena.string(currentModel) }
        if let createTime { c.pointee.create_time = arena.fill(createTime) }
        if !etag.isEmpty { c.pointee.etag = arena.string(etag) }
        if let preprocessing { c.pointee.preprocessing = arena.fill(preprocessing) }
        c.pointee.n_members = members.count
        c.pointee.members = arena.messages(members)
        c.pointee.combiner = .init(rawValue: .init(truncatingIfNeeded: combiner.rawValue))
    }
}

extension DetectionV1.Member {
    package static var messageName: String { "pynomaly.detection.v1.Member" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__member__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__Member.self)
        algorithm = arena.string(c.pointee.algorithm)
        parameters = arena.message(c.pointee.parameters)
        weight = c.pointee.weight
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__Member.self)
        pynomaly__detection__v1__member__init(c)
        if !algorithm.isEmpty { c.pointee.algorithm = arena.string(algorithm) }
        if let parameters { c.pointee.parameters = arena.fill(parameters) }
        c.pointee.weight = weight
    }
}

extension DetectionV1.Preprocessing {
    package static var messageName: String { "pynomaly.detection.v1.Preprocessing" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__preprocessing__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__Preprocessing.self)
        numbers = arena.message(c.pointee.numbers)
        categories = arena.message(c.pointee.categories)
        columns = arena.messages(c.pointee.columns, c.pointee.n_columns)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__Preprocessing.self)
        pynomaly__detection__v1__preprocessing__init(c)
        if let numbers { c.pointee.numbers = arena.fill(numbers) }
        if let categories { c.pointee.categories = arena.fill(categories) }
        c.pointee.n_columns = columns.count
        c.pointee.columns = arena.messages(columns)
    }
}

extension DetectionV1.ColumnPreprocessing {
    package static var messageName: String { "pynomaly.detection.v1.ColumnPreprocessing" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__column_preprocessing__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ColumnPreprocessing.self)
        column = arena.string(c.pointee.column)
        switch c.pointee.treatment_case.rawValue {
        case 2: treatment = .number(arena.message(c.pointee.number) ?? DetectionV1.NumberPreprocessing())
        case 3: treatment = .category(arena.message(c.pointee.category) ?? DetectionV1.CategoryPreprocessing())
        default: break
        }
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ColumnPreprocessing.self)
        pynomaly__detection__v1__column_preprocessing__init(c)
        if !column.isEmpty { c.pointee.column = arena.string(column) }
        switch treatment {
        case .number(let value):
            c.pointee.treatment_case = .init(rawValue: 2)
            c.pointee.number = arena.fill(value)
        case .category(let value):
            c.pointee.treatment_case = .init(rawValue: 3)
            c.pointee.category = arena.fill(value)
        case nil: break
        }
    }
}

extension DetectionV1.NumberPreprocessing {
    package static var messageName: String { "pynomaly.detection.v1.NumberPreprocessing" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__number_preprocessing__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__NumberPreprocessing.self)
        imputation = DetectionV1.Imputation(rawValue: Int32(truncatingIfNeeded: c.pointee.imputation.rawValue))
        constant = c.pointee.constant
        scaling = DetectionV1.Scaling(rawValue: Int32(truncatingIfNeeded: c.pointee.scaling.rawValue))
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__NumberPreprocessing.self)
        pynomaly__detection__v1__number_preprocessing__init(c)
        c.pointee.imputation = .init(rawValue: .init(truncatingIfNeeded: imputation.rawValue))
        c.pointee.constant = constant
        c.pointee.scaling = .init(rawValue: .init(truncatingIfNeeded: scaling.rawValue))
    }
}

extension DetectionV1.CategoryPreprocessing {
    package static var messageName: String { "pynomaly.detection.v1.CategoryPreprocessing" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__category_preprocessing__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__CategoryPreprocessing.self)
        encoding = DetectionV1.Encoding(rawValue: Int32(truncatingIfNeeded: c.pointee.encoding.rawValue))
        oneHotMax = c.pointee.one_hot_max
        missing = DetectionV1.MissingCategory(rawValue: Int32(truncatingIfNeeded: c.pointee.missing.rawValue))
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__CategoryPreprocessing.self)
        pynomaly__detection__v1__category_preprocessing__init(c)
        c.pointee.encoding = .init(rawValue: .init(truncatingIfNeeded: encoding.rawValue))
        c.pointee.one_hot_max = oneHotMax
        c.pointee.missing = .init(rawValue: .init(truncatingIfNeeded: missing.rawValue))
    }
}

extension DetectionV1.ThresholdPolicy {
    package static var messageName: String { "pynomaly.detection.v1.ThresholdPolicy" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__threshold_policy__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ThresholdPolicy.self)
        switch c.pointee.policy_case.rawValue {
        case 1: policy = .contamination(c.pointee.contamination)
        case 2: policy = .falsePositiveRate(c.pointee.false_positive_rate)
        case 3: policy = .fixedScore(c.pointee.fixed_score)
        case 4: policy = .alertsPerDay(c.pointee.alerts_per_day)
        case 5: policy = .iqr(c.pointee.iqr)
        case 6: policy = .mad(c.pointee.mad)
        default: break
        }
        rowsPerDay = c.pointee.rows_per_day
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ThresholdPolicy.self)
        pynomaly__detection__v1__threshold_policy__init(c)
        switch policy {
        case .contamination(let value):
            c.pointee.policy_case = .init(rawValue: 1)
            c.pointee.contamination = value
        case .falsePositiveRate(let value):
            c.pointee.policy_case = .init(rawValue: 2)
            c.pointee.false_positive_rate = value
        case .fixedScore(let value):
            c.pointee.policy_case = .init(rawValue: 3)
            c.pointee.fixed_score = value
        case .alertsPerDay(let value):
            c.pointee.policy_case = .init(rawValue: 4)
            c.pointee.alerts_per_day = value
        case .iqr(let value):
            c.pointee.policy_case = .init(rawValue: 5)
            c.pointee.iqr = value
        case .mad(let value):
            c.pointee.policy_case = .init(rawValue: 6)
            c.pointee.mad = value
        case nil: break
        }
        c.pointee.rows_per_day = rowsPerDay
    }
}

extension DetectionV1.CreateDetectorRequest {
    package static var messageName: String { "pynomaly.detection.v1.CreateDetectorRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__create_detector_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__CreateDetectorRequest.self)
        detector = arena.message(c.pointee.detector)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__CreateDetectorRequest.self)
        pynomaly__detection__v1__create_detector_request__init(c)
        if let detector { c.pointee.detector = arena.fill(detector) }
    }
}

extension DetectionV1.GetDetectorRequest {
    package static var messageName: String { "pynomaly.detection.v1.GetDetectorRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__get_detector_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__GetDetectorRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__GetDetectorRequest.self)
        pynomaly__detection__v1__get_detector_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension DetectionV1.ListDetectorsRequest {
    package static var messageName: String { "pynomaly.detection.v1.ListDetectorsRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__list_detectors_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ListDetectorsRequest.self)
        pageSize = c.pointee.page_size
        pageToken = arena.string(c.pointee.page_token)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ListDetectorsRequest.self)
        pynomaly__detection__v1__list_detectors_request__init(c)
        c.pointee.page_size = pageSize
        if !pageToken.isEmpty { c.pointee.page_token = arena.string(pageToken) }
    }
}

extension DetectionV1.ListDetectorsResponse {
    package static var messageName: String { "pynomaly.detection.v1.ListDetectorsResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__list_detectors_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ListDetectorsResponse.self)
        detectors = arena.messages(c.pointee.detectors, c.pointee.n_detectors)
        nextPageToken = arena.string(c.pointee.next_page_token)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ListDetectorsResponse.self)
        pynomaly__detection__v1__list_detectors_response__init(c)
        c.pointee.n_detectors = detectors.count
        c.pointee.detectors = arena.messages(detectors)
        if !nextPageToken.isEmpty { c.pointee.next_page_token = arena.string(nextPageToken) }
    }
}

extension DetectionV1.DeleteDetectorRequest {
    package static var messageName: String { "pynomaly.detection.v1.DeleteDetectorRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__delete_detector_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__DeleteDetectorRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__DeleteDetectorRequest.self)
        pynomaly__detection__v1__delete_detector_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension DetectionV1.TrainDetectorRequest {
    package static var messageName: String { "pynomaly.detection.v1.TrainDetectorRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__train_detector_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__TrainDetectorRequest.self)
        name = arena.string(c.pointee.name)
        datasetVersion = arena.string(c.pointee.dataset_version)
        requestId = arena.string(c.pointee.request_id)
        validateOnly = c.pointee.validate_only != 0
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__TrainDetectorRequest.self)
        pynomaly__detection__v1__train_detector_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        if !datasetVersion.isEmpty { c.pointee.dataset_version = arena.string(datasetVersion) }
        if !requestId.isEmpty { c.pointee.request_id = arena.string(requestId) }
        c.pointee.validate_only = validateOnly ? 1 : 0
    }
}

extension DetectionV1.TrainDetectorMetadata {
    package static var messageName: String { "pynomaly.detection.v1.TrainDetectorMetadata" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__train_detector_metadata__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__TrainDetectorMetadata.self)
        detector = arena.string(c.pointee.detector)
        datasetVersion = arena.string(c.pointee.dataset_version)
        progress = arena.message(c.pointee.progress)
        createTime = arena.message(c.pointee.create_time)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__TrainDetectorMetadata.self)
        pynomaly__detection__v1__train_detector_metadata__init(c)
        if !detector.isEmpty { c.pointee.detector = arena.string(detector) }
        if !datasetVersion.isEmpty { c.pointee.dataset_version = arena.string(datasetVersion) }
        if let progress { c.pointee.progress = arena.fill(progress) }
        if let createTime { c.pointee.create_time = arena.fill(createTime) }
    }
}

extension DetectionV1.Model {
    package static var messageName: String { "pynomaly.detection.v1.Model" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__model__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__Model.self)
        name = arena.string(c.pointee.name)
        algorithm = arena.string(c.pointee.algorithm)
        datasetVersion = arena.string(c.pointee.dataset_version)
        featureColumns = arena.strings(c.pointee.feature_columns, c.pointee.n_feature_columns)
        trainingRowCount = c.pointee.training_row_count
        contentSha256 = arena.string(c.pointee.content_sha256)
        byteSize = c.pointee.byte_size
        calibration = arena.message(c.pointee.calibration)
        threshold = arena.message(c.pointee.threshold)
        createTime = arena.message(c.pointee.create_time)
        if c.pointee._rows_per_day_case.rawValue == 11 { rowsPerDay = c.pointee.rows_per_day }
        categoryColumns = arena.strings(c.pointee.category_columns, c.pointee.n_category_columns)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__Model.self)
        pynomaly__detection__v1__model__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        if !algorithm.isEmpty { c.pointee.algorithm = arena.string(algorithm) }
        if !datasetVersion.isEmpty { c.pointee.dataset_version = arena.string(datasetVersion) }
        c.pointee.n_feature_columns = featureColumns.count
        c.pointee.feature_columns = arena.strings(featureColumns)
        c.pointee.training_row_count = trainingRowCount
        if !contentSha256.isEmpty { c.pointee.content_sha256 = arena.string(contentSha256) }
        c.pointee.byte_size = byteSize
        if let calibration { c.pointee.calibration = arena.fill(calibration) }
        if let threshold { c.pointee.threshold = arena.fill(threshold) }
        if let createTime { c.pointee.create_time = arena.fill(createTime) }
        if let rowsPerDay {
            c.pointee._rows_per_day_case = .init(rawValue: 11)
            c.pointee.rows_per_day = rowsPerDay
        }
        c.pointee.n_category_columns = categoryColumns.count
        c.pointee.category_columns = arena.strings(categoryColumns)
    }
}

extension DetectionV1.Calibration {
    package static var messageName: String { "pynomaly.detection.v1.Calibration" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__calibration__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__Calibration.self)
        method = arena.string(c.pointee.method)
        n = c.pointee.n
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__Calibration.self)
        pynomaly__detection__v1__calibration__init(c)
        if !method.isEmpty { c.pointee.method = arena.string(method) }
        c.pointee.n = n
    }
}

extension DetectionV1.Threshold {
    package static var messageName: String { "pynomaly.detection.v1.Threshold" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__threshold__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__Threshold.self)
        rawScore = c.pointee.raw_score
        pValue = c.pointee.p_value
        policy = arena.string(c.pointee.policy)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__Threshold.self)
        pynomaly__detection__v1__threshold__init(c)
        c.pointee.raw_score = rawScore
        c.pointee.p_value = pValue
        if !policy.isEmpty { c.pointee.policy = arena.string(policy) }
    }
}

extension DetectionV1.SimulateThresholdRequest {
    package static var messageName: String { "pynomaly.detection.v1.SimulateThresholdRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__simulate_threshold_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__SimulateThresholdRequest.self)
        name = arena.string(c.pointee.name)
        policies = arena.messages(c.pointee.policies, c.pointee.n_policies)
        range = arena.message(c.pointee.range)
        rowsPerDay = c.pointee.rows_per_day
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__SimulateThresholdRequest.self)
        pynomaly__detection__v1__simulate_threshold_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        c.pointee.n_policies = policies.count
        c.pointee.policies = arena.messages(policies)
        if let range { c.pointee.range = arena.fill(range) }
        c.pointee.rows_per_day = rowsPerDay
    }
}

extension DetectionV1.ScoreRange {
    package static var messageName: String { "pynomaly.detection.v1.ScoreRange" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__score_range__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ScoreRange.self)
        if c.pointee._low_case.rawValue == 1 { low = c.pointee.low }
        if c.pointee._high_case.rawValue == 2 { high = c.pointee.high }
        points = c.pointee.points
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ScoreRange.self)
        pynomaly__detection__v1__score_range__init(c)
        if let low {
            c.pointee._low_case = .init(rawValue: 1)
            c.pointee.low = low
        }
        if let high {
            c.pointee._high_case = .init(rawValue: 2)
            c.pointee.high = high
        }
        c.pointee.points = points
    }
}

extension DetectionV1.SimulateThresholdResponse {
    package static var messageName: String { "pynomaly.detection.v1.SimulateThresholdResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__simulate_threshold_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__SimulateThresholdResponse.self)
        thresholds = arena.messages(c.pointee.thresholds, c.pointee.n_thresholds)
        calibration = arena.message(c.pointee.calibration)
        current = arena.message(c.pointee.current)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__SimulateThresholdResponse.self)
        pynomaly__detection__v1__simulate_threshold_response__init(c)
        c.pointee.n_thresholds = thresholds.count
        c.pointee.thresholds = arena.messages(thresholds)
        if let calibration { c.pointee.calibration = arena.fill(calibration) }
        if let current { c.pointee.current = arena.fill(current) }
    }
}

extension DetectionV1.SimulatedThreshold {
    package static var messageName: String { "pynomaly.detection.v1.SimulatedThreshold" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__simulated_threshold__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__SimulatedThreshold.self)
        threshold = arena.message(c.pointee.threshold)
        falsePositiveRate = c.pointee.false_positive_rate
        flaggedCount = c.pointee.flagged_count
        flaggedShare = c.pointee.flagged_share
        if c.pointee._alerts_per_day_case.rawValue == 5 { alertsPerDay = c.pointee.alerts_per_day }
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__SimulatedThreshold.self)
        pynomaly__detection__v1__simulated_threshold__init(c)
        if let threshold { c.pointee.threshold = arena.fill(threshold) }
        c.pointee.false_positive_rate = falsePositiveRate
        c.pointee.flagged_count = flaggedCount
        c.pointee.flagged_share = flaggedShare
        if let alertsPerDay {
            c.pointee._alerts_per_day_case = .init(rawValue: 5)
            c.pointee.alerts_per_day = alertsPerDay
        }
    }
}

extension DetectionV1.GetModelRequest {
    package static var messageName: String { "pynomaly.detection.v1.GetModelRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__get_model_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__GetModelRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__GetModelRequest.self)
        pynomaly__detection__v1__get_model_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension DetectionV1.ListModelsRequest {
    package static var messageName: String { "pynomaly.detection.v1.ListModelsRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__list_models_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ListModelsRequest.self)
        parent = arena.string(c.pointee.parent)
        pageSize = c.pointee.page_size
        pageToken = arena.string(c.pointee.page_token)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ListModelsRequest.self)
        pynomaly__detection__v1__list_models_request__init(c)
        if !parent.isEmpty { c.pointee.parent = arena.string(parent) }
        c.pointee.page_size = pageSize
        if !pageToken.isEmpty { c.pointee.page_token = arena.string(pageToken) }
    }
}

extension DetectionV1.ListModelsResponse {
    package static var messageName: String { "pynomaly.detection.v1.ListModelsResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__list_models_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ListModelsResponse.self)
        models = arena.messages(c.pointee.models, c.pointee.n_models)
        nextPageToken = arena.string(c.pointee.next_page_token)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ListModelsResponse.self)
        pynomaly__detection__v1__list_models_response__init(c)
        c.pointee.n_models = models.count
        c.pointee.models = arena.messages(models)
        if !nextPageToken.isEmpty { c.pointee.next_page_token = arena.string(nextPageToken) }
    }
}

extension DetectionV1.ScoreRowsRequest {
    package static var messageName: String { "pynomaly.detection.v1.ScoreRowsRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__score_rows_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ScoreRowsRequest.self)
        name = arena.string(c.pointee.name)
        switch c.pointee.input_case.rawValue {
        case 2: input = .rows(arena.message(c.pointee.rows) ?? DetectionV1.Rows())
        case 3: input = .matrix(arena.message(c.pointee.matrix) ?? DetectionV1.Matrix())
        default: break
        }
        explain = c.pointee.explain != 0
        maxContributions = c.pointee.max_contributions
        model = arena.string(c.pointee.model)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ScoreRowsRequest.self)
        pynomaly__detection__v1__score_rows_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        switch input {
        case .rows(let value):
            c.pointee.input_case = .init(rawValue: 2)
            c.pointee.rows = arena.fill(value)
        case .matrix(let value):
            c.pointee.input_case = .init(rawValue: 3)
            c.pointee.matrix = arena.fill(value)
        case nil: break
        }
        c.pointee.explain = explain ? 1 : 0
        c.pointee.max_contributions = maxContributions
        if !model.isEmpty { c.pointee.model = arena.string(model) }
    }
}

extension DetectionV1.Rows {
    package static var messageName: String { "pynomaly.detection.v1.Rows" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__rows__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__Rows.self)
        rows = arena.messages(c.pointee.rows, c.pointee.n_rows)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__Rows.self)
        pynomaly__detection__v1__rows__init(c)
        c.pointee.n_rows = rows.count
        c.pointee.rows = arena.messages(rows)
    }
}

extension DetectionV1.Matrix {
    package static var messageName: String { "pynomaly.detection.v1.Matrix" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__matrix__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__Matrix.self)
        featureColumns = arena.strings(c.pointee.feature_columns, c.pointee.n_feature_columns)
        values = arena.packed(c.pointee.values, c.pointee.n_values)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__Matrix.self)
        pynomaly__detection__v1__matrix__init(c)
        c.pointee.n_feature_columns = featureColumns.count
        c.pointee.feature_columns = arena.strings(featureColumns)
        c.pointee.n_values = values.count
        c.pointee.values = arena.packed(values)
    }
}

extension DetectionV1.ScoreRowsResponse {
    package static var messageName: String { "pynomaly.detection.v1.ScoreRowsResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__score_rows_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ScoreRowsResponse.self)
        scores = arena.messages(c.pointee.scores, c.pointee.n_scores)
        calibration = arena.message(c.pointee.calibration)
        threshold = arena.message(c.pointee.threshold)
        model = arena.string(c.pointee.model)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ScoreRowsResponse.self)
        pynomaly__detection__v1__score_rows_response__init(c)
        c.pointee.n_scores = scores.count
        c.pointee.scores = arena.messages(scores)
        if let calibration { c.pointee.calibration = arena.fill(calibration) }
        if let threshold { c.pointee.threshold = arena.fill(threshold) }
        if !model.isEmpty { c.pointee.model = arena.string(model) }
    }
}

extension DetectionV1.RowScore {
    package static var messageName: String { "pynomaly.detection.v1.RowScore" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__row_score__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__RowScore.self)
        rowIndex = c.pointee.row_index
        rawScore = c.pointee.raw_score
        pValue = c.pointee.p_value
        relativeScore = c.pointee.relative_score
        scoreBasis = DetectionV1.ScoreBasis(rawValue: Int32(truncatingIfNeeded: c.pointee.score_basis.rawValue))
        isAnomaly = c.pointee.is_anomaly != 0
        severity = DetectionV1.Severity(rawValue: Int32(truncatingIfNeeded: c.pointee.severity.rawValue))
        contributions = arena.messages(c.pointee.contributions, c.pointee.n_contributions)
        warnings = arena.strings(c.pointee.warnings, c.pointee.n_warnings)
        smallestChange = arena.message(c.pointee.smallest_change)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__RowScore.self)
        pynomaly__detection__v1__row_score__init(c)
        c.pointee.row_index = rowIndex
        c.pointee.raw_score = rawScore
        c.pointee.p_value = pValue
        c.pointee.relative_score = relativeScore
        c.pointee.score_basis = .init(rawValue: .init(truncatingIfNeeded: scoreBasis.rawValue))
        c.pointee.is_anomaly = isAnomaly ? 1 : 0
        c.pointee.severity = .init(rawValue: .init(truncatingIfNeeded: severity.rawValue))
        c.pointee.n_contributions = contributions.count
        c.pointee.contributions = arena.messages(contributions)
        c.pointee.n_warnings = warnings.count
        c.pointee.warnings = arena.strings(warnings)
        if let smallestChange { c.pointee.smallest_change = arena.fill(smallestChange) }
    }
}

extension DetectionV1.SmallestChange {
    package static var messageName: String { "pynomaly.detection.v1.SmallestChange" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__smallest_change__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__SmallestChange.self)
        feature = arena.string(c.pointee.feature)
        value = c.pointee.value
        distance = c.pointee.distance
        rawScore = c.pointee.raw_score
        if c.pointee._category_case.rawValue == 5 { category = arena.string(c.pointee.category) }
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__SmallestChange.self)
        pynomaly__detection__v1__smallest_change__init(c)
        if !feature.isEmpty { c.pointee.feature = arena.string(feature) }
        c.pointee.value = value
        c.pointee.distance = distance
        c.pointee.raw_score = rawScore
        if let category {
            c.pointee._category_case = .init(rawValue: 5)
            c.pointee.category = arena.string(category)
        }
    }
}

extension DetectionV1.Contribution {
    package static var messageName: String { "pynomaly.detection.v1.Contribution" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__contribution__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__Contribution.self)
        feature = arena.string(c.pointee.feature)
        if c.pointee._value_case.rawValue == 2 { value = c.pointee.value }
        expectedLow = c.pointee.expected_low
        expectedHigh = c.pointee.expected_high
        contribution = c.pointee.contribution
        direction = DetectionV1.Direction(rawValue: Int32(truncatingIfNeeded: c.pointee.direction.rawValue))
        if c.pointee._category_case.rawValue == 7 { category = arena.string(c.pointee.category) }
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__Contribution.self)
        pynomaly__detection__v1__contribution__init(c)
        if !feature.isEmpty { c.pointee.feature = arena.string(feature) }
        if let value {
            c.pointee._value_case = .init(rawValue: 2)
            c.pointee.value = value
        }
        c.pointee.expected_low = expectedLow
        c.pointee.expected_high = expectedHigh
        c.pointee.contribution = contribution
        c.pointee.direction = .init(rawValue: .init(truncatingIfNeeded: direction.rawValue))
        if let category {
            c.pointee._category_case = .init(rawValue: 7)
            c.pointee.category = arena.string(category)
        }
    }
}

extension DetectionV1.DetectionJob {
    package static var messageName: String { "pynomaly.detection.v1.DetectionJob" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__detection_job__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__DetectionJob.self)
        name = arena.string(c.pointee.name)
        detectors = arena.strings(c.pointee.detectors, c.pointee.n_detectors)
        datasetVersion = arena.string(c.pointee.dataset_version)
        state = DetectionV1.JobState(rawValue: Int32(truncatingIfNeeded: c.pointee.state.rawValue))
        progress = arena.message(c.pointee.progress)
        results = arena.strings(c.pointee.results, c.pointee.n_results)
        attempt = c.pointee.attempt
        error = arena.message(c.pointee.error)
        createTime = arena.message(c.pointee.create_time)
        startTime = arena.message(c.pointee.start_time)
        endTime = arena.message(c.pointee.end_time)
        priority = c.pointee.priority
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__DetectionJob.self)
        pynomaly__detection__v1__detection_job__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        c.pointee.n_detectors = detectors.count
        c.pointee.detectors = arena.strings(detectors)
        if !datasetVersion.isEmpty { c.pointee.dataset_version = arena.string(datasetVersion) }
        c.pointee.state = .init(rawValue: .init(truncatingIfNeeded: state.rawValue))
        if let progress { c.pointee.progress = arena.fill(progress) }
        c.pointee.n_results = results.count
        c.pointee.results = arena.strings(results)
        c.pointee.attempt = attempt
        if let error { c.pointee.error = arena.fill(error) }
        if let createTime { c.pointee.create_time = arena.fill(createTime) }
        if let startTime { c.pointee.start_time = arena.fill(startTime) }
        if let endTime { c.pointee.end_time = arena.fill(endTime) }
        c.pointee.priority = priority
    }
}

extension DetectionV1.Progress {
    package static var messageName: String { "pynomaly.detection.v1.Progress" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__progress__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__Progress.self)
        rowsDone = c.pointee.rows_done
        rowsTotal = c.pointee.rows_total
        percent = c.pointee.percent
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__Progress.self)
        pynomaly__detection__v1__progress__init(c)
        c.pointee.rows_done = rowsDone
        c.pointee.rows_total = rowsTotal
        c.pointee.percent = percent
    }
}

extension DetectionV1.JobError {
    package static var messageName: String { "pynomaly.detection.v1.JobError" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__job_error__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__JobError.self)
        code = c.pointee.code
        message = arena.string(c.pointee.message)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__JobError.self)
        pynomaly__detection__v1__job_error__init(c)
        c.pointee.code = code
        if !message.isEmpty { c.pointee.message = arena.string(message) }
    }
}

extension DetectionV1.CreateDetectionJobRequest {
    package static var messageName: String { "pynomaly.detection.v1.CreateDetectionJobRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__create_detection_job_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__CreateDetectionJobRequest.self)
        detectionJob = arena.message(c.pointee.detection_job)
        requestId = arena.string(c.pointee.request_id)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__CreateDetectionJobRequest.self)
        pynomaly__detection__v1__create_detection_job_request__init(c)
        if let detectionJob { c.pointee.detection_job = arena.fill(detectionJob) }
        if !requestId.isEmpty { c.pointee.request_id = arena.string(requestId) }
    }
}

extension DetectionV1.GetDetectionJobRequest {
    package static var messageName: String { "pynomaly.detection.v1.GetDetectionJobRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__get_detection_job_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__GetDetectionJobRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__GetDetectionJobRequest.self)
        pynomaly__detection__v1__get_detection_job_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension DetectionV1.ListDetectionJobsRequest {
    package static var messageName: String { "pynomaly.detection.v1.ListDetectionJobsRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__list_detection_jobs_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ListDetectionJobsRequest.self)
        pageSize = c.pointee.page_size
        pageToken = arena.string(c.pointee.page_token)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ListDetectionJobsRequest.self)
        pynomaly__detection__v1__list_detection_jobs_request__init(c)
        c.pointee.page_size = pageSize
        if !pageToken.isEmpty { c.pointee.page_token = arena.string(pageToken) }
    }
}

extension DetectionV1.ListDetectionJobsResponse {
    package static var messageName: String { "pynomaly.detection.v1.ListDetectionJobsResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__list_detection_jobs_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ListDetectionJobsResponse.self)
        detectionJobs = arena.messages(c.pointee.detection_jobs, c.pointee.n_detection_jobs)
        nextPageToken = arena.string(c.pointee.next_page_token)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ListDetectionJobsResponse.self)
        pynomaly__detection__v1__list_detection_jobs_response__init(c)
        c.pointee.n_detection_jobs = detectionJobs.count
        c.pointee.detection_jobs = arena.messages(detectionJobs)
        if !nextPageToken.isEmpty { c.pointee.next_page_token = arena.string(nextPageToken) }
    }
}

extension DetectionV1.CancelDetectionJobRequest {
    package static var messageName: String { "pynomaly.detection.v1.CancelDetectionJobRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__cancel_detection_job_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__CancelDetectionJobRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__CancelDetectionJobRequest.self)
        pynomaly__detection__v1__cancel_detection_job_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension DetectionV1.WatchDetectionJobRequest {
    package static var messageName: String { "pynomaly.detection.v1.WatchDetectionJobRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__watch_detection_job_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__WatchDetectionJobRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__WatchDetectionJobRequest.self)
        pynomaly__detection__v1__watch_detection_job_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension DetectionV1.Result {
    package static var messageName: String { "pynomaly.detection.v1.Result" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__result__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__Result.self)
        name = arena.string(c.pointee.name)
        job = arena.string(c.pointee.job)
        detector = arena.string(c.pointee.detector)
        model = arena.string(c.pointee.model)
        modelSha256 = arena.string(c.pointee.model_sha256)
        datasetVersion = arena.string(c.pointee.dataset_version)
        threshold = arena.message(c.pointee.threshold)
        calibration = arena.message(c.pointee.calibration)
        rowCount = c.pointee.row_count
        anomalyCount = c.pointee.anomaly_count
        scoreStats = arena.message(c.pointee.score_stats)
        createTime = arena.message(c.pointee.create_time)
        listedAnomalyCount = c.pointee.listed_anomaly_count
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__Result.self)
        pynomaly__detection__v1__result__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        if !job.isEmpty { c.pointee.job = arena.string(job) }
        if !detector.isEmpty { c.pointee.detector = arena.string(detector) }
        if !model.isEmpty { c.pointee.model = arena.string(model) }
        if !modelSha256.isEmpty { c.pointee.model_sha256 = arena.string(modelSha256) }
        if !datasetVersion.isEmpty { c.pointee.dataset_version = arena.string(datasetVersion) }
        if let threshold { c.pointee.threshold = arena.fill(threshold) }
        if let calibration { c.pointee.calibration = arena.fill(calibration) }
        c.pointee.row_count = rowCount
        c.pointee.anomaly_count = anomalyCount
        if let scoreStats { c.pointee.score_stats = arena.fill(scoreStats) }
        if let createTime { c.pointee.create_time = arena.fill(createTime) }
        c.pointee.listed_anomaly_count = listedAnomalyCount
    }
}

extension DetectionV1.ScoreStatistics {
    package static var messageName: String { "pynomaly.detection.v1.ScoreStatistics" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__score_statistics__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ScoreStatistics.self)
        min = c.pointee.min
        max = c.pointee.max
        mean = c.pointee.mean
        standardDeviation = c.pointee.standard_deviation
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ScoreStatistics.self)
        pynomaly__detection__v1__score_statistics__init(c)
        c.pointee.min = min
        c.pointee.max = max
        c.pointee.mean = mean
        c.pointee.standard_deviation = standardDeviation
    }
}

extension DetectionV1.GetResultRequest {
    package static var messageName: String { "pynomaly.detection.v1.GetResultRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__get_result_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__GetResultRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__GetResultRequest.self)
        pynomaly__detection__v1__get_result_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension DetectionV1.ListResultsRequest {
    package static var messageName: String { "pynomaly.detection.v1.ListResultsRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__list_results_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ListResultsRequest.self)
        pageSize = c.pointee.page_size
        pageToken = arena.string(c.pointee.page_token)
        job = arena.string(c.pointee.job)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ListResultsRequest.self)
        pynomaly__detection__v1__list_results_request__init(c)
        c.pointee.page_size = pageSize
        if !pageToken.isEmpty { c.pointee.page_token = arena.string(pageToken) }
        if !job.isEmpty { c.pointee.job = arena.string(job) }
    }
}

extension DetectionV1.ListResultsResponse {
    package static var messageName: String { "pynomaly.detection.v1.ListResultsResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__list_results_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ListResultsResponse.self)
        results = arena.messages(c.pointee.results, c.pointee.n_results)
        nextPageToken = arena.string(c.pointee.next_page_token)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ListResultsResponse.self)
        pynomaly__detection__v1__list_results_response__init(c)
        c.pointee.n_results = results.count
        c.pointee.results = arena.messages(results)
        if !nextPageToken.isEmpty { c.pointee.next_page_token = arena.string(nextPageToken) }
    }
}

extension DetectionV1.Anomaly {
    package static var messageName: String { "pynomaly.detection.v1.Anomaly" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__anomaly__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__Anomaly.self)
        name = arena.string(c.pointee.name)
        score = arena.message(c.pointee.score)
        rowId = arena.string(c.pointee.row_id)
        eventTime = arena.message(c.pointee.event_time)
        createTime = arena.message(c.pointee.create_time)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__Anomaly.self)
        pynomaly__detection__v1__anomaly__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        if let score { c.pointee.score = arena.fill(score) }
        if !rowId.isEmpty { c.pointee.row_id = arena.string(rowId) }
        if let eventTime { c.pointee.event_time = arena.fill(eventTime) }
        if let createTime { c.pointee.create_time = arena.fill(createTime) }
    }
}

extension DetectionV1.ListAnomaliesRequest {
    package static var messageName: String { "pynomaly.detection.v1.ListAnomaliesRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__list_anomalies_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ListAnomaliesRequest.self)
        parent = arena.string(c.pointee.parent)
        pageSize = c.pointee.page_size
        pageToken = arena.string(c.pointee.page_token)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ListAnomaliesRequest.self)
        pynomaly__detection__v1__list_anomalies_request__init(c)
        if !parent.isEmpty { c.pointee.parent = arena.string(parent) }
        c.pointee.page_size = pageSize
        if !pageToken.isEmpty { c.pointee.page_token = arena.string(pageToken) }
    }
}

extension DetectionV1.ListAnomaliesResponse {
    package static var messageName: String { "pynomaly.detection.v1.ListAnomaliesResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__list_anomalies_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ListAnomaliesResponse.self)
        anomalies = arena.messages(c.pointee.anomalies, c.pointee.n_anomalies)
        nextPageToken = arena.string(c.pointee.next_page_token)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ListAnomaliesResponse.self)
        pynomaly__detection__v1__list_anomalies_response__init(c)
        c.pointee.n_anomalies = anomalies.count
        c.pointee.anomalies = arena.messages(anomalies)
        if !nextPageToken.isEmpty { c.pointee.next_page_token = arena.string(nextPageToken) }
    }
}
