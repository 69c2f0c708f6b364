package import RPC

/// Where a call comes from, as sessions and audit events record it.
package struct CallOrigin: Sendable, Equatable {
    package var address: String
    package var userAgent: String
    package var requestID: String

    package init(address: String = "", userAgent: String = "", requestID: String = "") {
        self.address = address
        self.userAgent = userAgent
        self.requestID = requestID
    }
}

extension ServerContext {
    /// What the client says about itself is cut to a length that fits a list.
    package var origin: CallOrigin {
        let agent = requestMetadata["x-user-agent"] ?? requestMetadata["user-agent"] ?? ""
        return CallOrigin(
            address: clientAddress, userAgent: String(agent.prefix(ServiceLimits.userAgentCharactersMax)),
            requestID: requestID)
    }
}
