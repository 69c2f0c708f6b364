import ArgumentParser
import Messages

extension Account {
    struct Devices: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "See and end the devices that no code is asked for on.", subcommands: [List.self, Revoke.self])

        private static let collection = "users/me/trustedDevices"

        struct List: AsyncParsableCommand {
            static let configuration = CommandConfiguration(abstract: "List remembered devices, the newest first.")

            @OptionGroup var options: ClientOptions

            func run() async throws {
                let reply = try await options.signedInClient().get(
                    "/v1/\(Devices.collection)", as: AuthV1.ListTrustedDevicesResponse.self)
                options.print(reply) { Devices.table($0.trustedDevices) }
            }
        }

        struct Revoke: AsyncParsableCommand {
            static let configuration = CommandConfiguration(abstract: "Forget a device, and end its sessions.")

            @OptionGroup var options: ClientOptions
            @Argument(help: "The device's id.")
            var device: String

            func run() async throws {
                let name = ResourceName.full(device, in: Devices.collection)
                _ = try await options.signedInClient().post(
                    "/v1/\(name):revoke", AuthV1.RevokeTrustedDeviceRequest(), as: GoogleProtobuf.Empty.self)
                Terminal.remark("Ended \(name).")
            }
        }

        private static func table(_ devices: [AuthV1.TrustedDevice]) -> String {
            var table = TextTable([
                ("id", .left), ("since", .left), ("last used", .left), ("ends", .left), ("from", .left),
                ("program", .left),
            ])
            for device in devices {
                table.add([
                    device.name, TimeText.second(device.createTime), TimeText.second(device.lastUseTime),
                    TimeText.second(device.expireTime), device.clientAddress, device.userAgent,
                ])
            }
            return table.text
        }
    }
}
