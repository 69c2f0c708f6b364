import Collections
import Detectors
import FoundationEssentials
import OrderedCollections
import Synchronization

/// A model with the version that it was fitted to, whose rows are scored with themselves left out.
struct LoadedModel: Sendable {
    var trained: TrainedModel
    var detector: UUID
    var datasetVersion: String
}

/// Decoded models by id, the least recently used one leaving first. Models never change, so nothing gets stale.
final class ModelCache: Sendable {
    private struct Key: Hashable {
        var tenant: UUID
        var model: UUID
    }

    private let models = Mutex<OrderedDictionary<Key, LoadedModel>>([:])
    private let store: ModelStore
    private let seal: ModelSeal

    init(store: ModelStore, seal: ModelSeal) {
        self.store = store
        self.seal = seal
    }

    func model(_ id: UUID, tenant: UUID) async throws -> LoadedModel {
        let key = Key(tenant: tenant, model: id)
        if let model = recall(key) { return model }
        let sealed = try await store.sealed(id, tenant: tenant)
        try seal.verify(sealed)
        let model = LoadedModel(
            trained: try TrainedModel(snapshot: sealed.snapshot), detector: sealed.detector,
            datasetVersion: sealed.datasetVersion)
        remember(model, key)
        return model
    }

    private func recall(_ key: Key) -> LoadedModel? {
        models.withLock { models in
            guard let model = models.removeValue(forKey: key) else { return nil }
            models[key] = model
            return model
        }
    }

    private func remember(_ model: LoadedModel, _ key: Key) {
        models.withLock { models in
            models[key] = model
            while models.count > DetectionLimits.cachedModelsMax { models.removeFirst() }
        }
    }
}
