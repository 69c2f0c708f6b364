/// One `google.api.http` binding of a method.
package struct HTTPRule: Sendable, Equatable {
    /// `GET`, `POST`, …
    package var verb: String
    /// `/v1/datasets/{dataset_id}:export`
    package var template: String
    /// The request field that the body fills: `*` for the whole request, empty for none.
    package var body: String
    /// The response field that becomes the body; empty for the whole response.
    package var responseBody: String

    package init(verb: String, template: String, body: String = "", responseBody: String = "") {
        self.verb = verb
        self.template = template
        self.body = body
        self.responseBody = responseBody
    }
}

/// A multipart POST that the gateway feeds into a client-streaming method: form fields first, then the file.
package struct UploadRoute: Sendable, Equatable {
    package var paths: [String]
    package var specField: String
    package var chunkField: String
    package var filePart: String

    package init(paths: [String], specField: String, chunkField: String, filePart: String) {
        self.paths = paths
        self.specField = specField
        self.chunkField = chunkField
        self.filePart = filePart
    }
}

/// A form-encoded POST (RFC 6749 section 5.1 for the OAuth2 token form).
package struct FormRoute: Sendable, Equatable {
    package var path: String
    /// The response field whose members are the answer's top level.
    package var responseField: String
    /// The `grant_type` that chooses this method among those of the path.
    package var grantType: String

    package init(path: String, responseField: String = "", grantType: String = "") {
        self.path = path
        self.responseField = responseField
        self.grantType = grantType
    }
}

/// What a method does for the resumable uploads (tus 1.0) at a path.
package struct ResumableRoute: Sendable, Equatable {
    package enum Step: Sendable, Equatable, CaseIterable {
        case create
        case write
        case status
        case finish
        case remove
    }

    package var path: String
    package var step: Step

    package init(path: String, step: Step) {
        self.path = path
        self.step = step
    }
}

/// A stream of answers whose `chunkField` are the pieces of a file.
package struct DownloadRoute: Sendable, Equatable {
    package var chunkField: String
    /// Of the first answer: the file's media type, and what it may be called.
    package var typeField: String
    package var nameField: String

    package init(chunkField: String, typeField: String = "", nameField: String = "") {
        self.chunkField = chunkField
        self.typeField = typeField
        self.nameField = nameField
    }
}
