// Ping-pong over one bidirectional stream, the same client for every server: `chat_client PORT ROUNDS` prints the median
// and the 99th percentile of a round's time in microseconds.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <grpcpp/grpcpp.h>

#include "pynomaly/testing/v1/echo.grpc.pb.h"

using Clock = std::chrono::steady_clock;
using pynomaly::testing::v1::EchoMessage;
using pynomaly::testing::v1::EchoService;

int main(int argc, char** argv) {
  if (argc != 3) return EXIT_FAILURE;
  auto channel = grpc::CreateChannel(std::string("127.0.0.1:") + argv[1], grpc::InsecureChannelCredentials());
  auto stub = EchoService::NewStub(channel);
  grpc::ClientContext context;
  auto stream = stub->Chat(&context);
  EchoMessage message, answer;
  message.set_payload(std::string(64, 'x'));
  std::vector<double> times;
  for (int round = 0; round < std::atoi(argv[2]); round++) {
    const auto start = Clock::now();
    if (!stream->Write(message) || !stream->Read(&answer) || answer.payload() != message.payload()) return EXIT_FAILURE;
    times.push_back(std::chrono::duration<double, std::micro>(Clock::now() - start).count());
  }
  stream->WritesDone();
  if (stream->Read(&answer) || !stream->Finish().ok()) return EXIT_FAILURE;
  std::sort(times.begin(), times.end());
  std::printf("%.1f %.1f\n", times[times.size() / 2], times[times.size() * 99 / 100]);
}
