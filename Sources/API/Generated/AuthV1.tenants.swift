// Generated from pynomaly/auth/v1/tenants.proto by `make protos`.

package import Messages
internal import Protobuf
package import RPC

extension AuthV1 {
    /// Tenants of the platform, and the policy of the caller's own.
    package protocol TenantService: Sendable {
        func createTenant(
            _ request: AuthV1.CreateTenantRequest, context: ServerContext
        ) async throws -> AuthV1.Tenant
        /// Services ask whether a tenant exists before a super_admin works in it.
        func getTenant(
            _ request: AuthV1.GetTenantRequest, context: ServerContext
        ) async throws -> AuthV1.Tenant
        func listTenants(
            _ request: AuthV1.ListTenantsRequest, context: ServerContext
        ) async throws -> AuthV1.ListTenantsResponse
        func updateTenant(
            _ request: AuthV1.UpdateTenantRequest, context: ServerContext
        ) async throws -> AuthV1.Tenant
        /// Refuses logins of the tenant's users, and ends their sessions.
        func suspendTenant(
            _ request: AuthV1.SuspendTenantRequest, context: ServerContext
        ) async throws -> AuthV1.Tenant
        func resumeTenant(
            _ request: AuthV1.ResumeTenantRequest, context: ServerContext
        ) async throws -> AuthV1.Tenant
        func getTenantUsage(
            _ request: AuthV1.GetTenantUsageRequest, context: ServerContext
        ) async throws -> AuthV1.TenantUsage
        /// Which roles of the caller's tenant must have a second factor.
        func getMfaPolicy(
            _ request: AuthV1.GetMfaPolicyRequest, context: ServerContext
        ) async throws -> AuthV1.MfaPolicy
        func updateMfaPolicy(
            _ request: AuthV1.UpdateMfaPolicyRequest, context: ServerContext
        ) async throws -> AuthV1.MfaPolicy
    }

    /// Calls pynomaly.auth.v1.TenantService.
    package struct TenantServiceClient: Sendable {
        package let channel: RPCChannel

        package init(_ channel: RPCChannel) {
            self.channel = channel
        }

        package func createTenant(
            _ request: AuthV1.CreateTenantRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.Tenant {
            try await channel.unary(TenantServiceMethods.createTenant, request, options: options)
        }

        /// Services ask whether a tenant exists before a super_admin works in it.
        package func getTenant(
            _ request: AuthV1.GetTenantRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.Tenant {
            try await channel.unary(TenantServiceMethods.getTenant, request, options: options)
        }

        package func listTenants(
            _ request: AuthV1.ListTenantsRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.ListTenantsResponse {
            try await channel.unary(TenantServiceMethods.listTenants, request, options: options)
        }

        package func updateTenant(
            _ request: AuthV1.UpdateTenantRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.Tenant {
            try await channel.unary(TenantServiceMethods.updateTenant, request, options: options)
        }

        /// Refuses logins of the tenant's users, and ends their sessions.
        package func suspendTenant(
            _ request: AuthV1.SuspendTenantRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.Tenant {
            try await channel.unary(TenantServiceMethods.suspendTenant, request, options: options)
        }

        package func resumeTenant(
            _ request: AuthV1.ResumeTenantRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.Tenant {
            try await channel.unary(TenantServiceMethods.resumeTenant, request, options: options)
        }

        package func getTenantUsage(
            _ request: AuthV1.GetTenantUsageRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.TenantUsage {
            try await channel.unary(TenantServiceMethods.getTenantUsage, request, options: options)
        }

        /// Which roles of the caller's tenant must have a second factor.
        package func getMfaPolicy(
            _ request: AuthV1.GetMfaPolicyRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.MfaPolicy {
            try await channel.unary(TenantServiceMethods.getMfaPolicy, request, options: options)
        }

        package func updateMfaPolicy(
            _ request: AuthV1.UpdateMfaPolicyRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.MfaPolicy {
            try await channel.unary(TenantServiceMethods.updateMfaPolicy, request, options: options)
        }
    }

    /// What the proto says about pynomaly.auth.v1.TenantService.
    package enum TenantServiceMethods {
        package static let createTenant = MethodDescriptor(
            service: "pynomaly.auth.v1.TenantService", method: "CreateTenant", kind: .unary,
            inputType: "pynomaly.auth.v1.CreateTenantRequest", outputType: "pynomaly.auth.v1.Tenant",
            policy: MethodPolicy(access: .permission("tenants.write"), personOnly: true),
            http: [HTTPRule(verb: "POST", template: "/v1/tenants", body: "tenant")])

        package static let getTenant = MethodDescriptor(
            service: "pynomaly.auth.v1.TenantService", method: "GetTenant", kind: .unary,
            inputType: "pynomaly.auth.v1.GetTenantRequest", outputType: "pynomaly.auth.v1.Tenant",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("tenants.read"), services: ["dataset", "detection", "metrics"]),
            http: [HTTPRule(verb: "GET", template: "/v1/{name=tenants/*}")])

        package static let listTenants = MethodDescriptor(
            service: "pynomaly.auth.v1.TenantService", method: "ListTenants", kind: .unary,
            inputType: "pynomaly.auth.v1.ListTenantsRequest", outputType: "pynomaly.auth.v1.ListTenantsResponse",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("tenants.read")),
            http: [HTTPRule(verb: "GET", template: "/v1/tenants")])

        package static let updateTenant = MethodDescriptor(
            service: "pynomaly.auth.v1.TenantService", method: "UpdateTenant", kind: .unary,
            inputType: "pynomaly.auth.v1.UpdateTenantRequest", outputType: "pynomaly.auth.v1.Tenant",
            policy: MethodPolicy(access: .permission("tenants.write"), personOnly: true),
            http: [HTTPRule(verb: "PATCH", template: "/v1/{tenant.name=tenants/*}", body: "tenant")])

        package static let suspendTenant = MethodDescriptor(
            service: "pynomaly.auth.v1.TenantService", method: "SuspendTenant", kind: .unary,
            inputType: "pynomaly.auth.v1.SuspendTenantRequest", outputType: "pynomaly.auth.v1.Tenant",
            policy: MethodPolicy(access: .permission("tenants.write"), stepUp: true, personOnly: true),
            http: [HTTPRule(verb: "POST", template: "/v1/{name=tenants/*}:suspend", body: "*")])

        package static let resumeTenant = MethodDescriptor(
            service: "pynomaly.auth.v1.TenantService", method: "ResumeTenant", kind: .unary,
            inputType: "pynomaly.auth.v1.ResumeTenantRequest", outputType: "pynomaly.auth.v1.Tenant",
            policy: MethodPolicy(access: .permission("tenants.write"), personOnly: true),
            http: [HTTPRule(verb: "POST", template: "/v1/{name=tenants/*}:resume", body: "*")])

        package static let getTenantUsage = MethodDescriptor(
            service: "pynomaly.auth.v1.TenantService", method: "GetTenantUsage", kind: .unary,
            inputType: "pynomaly.auth.v1.GetTenantUsageRequest", outputType: "pynomaly.auth.v1.TenantUsage",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("tenants.read")),
            http: [HTTPRule(verb: "GET", template: "/v1/{name=tenants/*/usage}")])

        package static let getMfaPolicy = MethodDescriptor(
            service: "pynomaly.auth.v1.TenantService", method: "GetMfaPolicy", kind: .unary,
            inputType: "pynomaly.auth.v1.GetMfaPolicyRequest", outputType: "pynomaly.auth.v1.MfaPolicy",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("users.read")),
            http: [HTTPRule(verb: "GET", template: "/v1/mfaPolicy")])

        package static let updateMfaPolicy = MethodDescriptor(
            service: "pynomaly.auth.v1.TenantService", method: "UpdateMfaPolicy", kind: .unary,
            inputType: "pynomaly.auth.v1.UpdateMfaPolicyRequest", outputType: "pynomaly.auth.v1.MfaPolicy",
            policy: MethodPolicy(access: .permission("users.write"), stepUp: true, personOnly: true),
            http: [HTTPRule(verb: "PATCH", template: "/v1/mfaPolicy", body: "mfa_policy")])

        package static let descriptor = ServiceDescriptor(
            name: "pynomaly.auth.v1.TenantService",
            methods: [createTenant, getTenant, listTenants, updateTenant, suspendTenant, resumeTenant, getTenantUsage, getMfaPolicy, updateMfaPolicy])
    }
}

extension RPCService {
    /// pynomaly.auth.v1.TenantService, served by `service`.
    package static func authV1TenantService(_ service: some AuthV1.TenantService) -> RPCService {
        var rpc = RPCService(AuthV1.TenantServiceMethods.descriptor)
        rpc.register(AuthV1.TenantServiceMethods.createTenant) { call, context in
            call.respond(try await service.createTenant(call.request(AuthV1.CreateTenantRequest.self), context: context))
        }
        rpc.register(AuthV1.TenantServiceMethods.getTenant) { call, context in
            call.respond(try await service.getTenant(call.request(AuthV1.GetTenantRequest.self), context: context))
        }
        rpc.register(AuthV1.TenantServiceMethods.listTenants) { call, context in
            call.respond(try await service.listTenants(call.request(AuthV1.ListTenantsRequest.self), context: context))
        }
        rpc.register(AuthV1.TenantServiceMethods.updateTenant) { call, context in
            call.respond(try await service.updateTenant(call.request(AuthV1.UpdateTenantRequest.self), context: context))
        }
        rpc.register(AuthV1.TenantServiceMethods.suspendTenant) { call, context in
            call.respond(try await service.suspendTenant(call.request(AuthV1.SuspendTenantRequest.self), context: context))
        }
        rpc.register(AuthV1.TenantServiceMethods.resumeTenant) { call, context in
            call.respond(try await service.resumeTenant(call.request(AuthV1.ResumeTenantRequest.self), context: context))
        }
        rpc.register(AuthV1.TenantServiceMethods.getTenantUsage) { call, context in
            call.respond(try await service.getTenantUsage(call.request(AuthV1.GetTenantUsageRequest.self), context: context))
        }
        rpc.register(AuthV1.TenantServiceMethods.getMfaPolicy) { call, context in
            call.respond(try await service.getMfaPolicy(call.request(AuthV1.GetMfaPolicyRequest.self), context: context))
        }
        rpc.register(AuthV1.TenantServiceMethods.updateMfaPolicy) { call, context in
            call.respond(try await service.updateMfaPolicy(call.request(AuthV1.UpdateMfaPolicyRequest.self), context: context))
        }
        return rpc
    }
}
