// The peer of the unary echo benchmark: gRPC C++ with its asynchronous API and one completion queue on one thread, the
// fastest form that library has. `echo_server PORT`; port 0 takes a free one; the port is printed.
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include <grpcpp/grpcpp.h>

#include "pynomaly/testing/v1/echo.grpc.pb.h"

using pynomaly::testing::v1::EchoMessage;
using pynomaly::testing::v1::EchoService;

// One call: requested, answered, then used for the next one.
class Call {
 public:
  Call(EchoService::AsyncService* service, grpc::ServerCompletionQueue* queue) : service_(service), queue_(queue) {
    Expect();
  }

  void Proceed(bool ok) {
    if (!answered_ && ok) {
      answered_ = true;
      answer_.set_payload(request_.payload());
      responder_->Finish(answer_, grpc::Status::OK, this);
    } else {
      Expect();
    }
  }

 private:
  void Expect() {
    answered_ = false;
    request_.Clear();
    answer_.Clear();
    context_ = std::make_unique<grpc::ServerContext>();
    responder_ = std::make_unique<grpc::ServerAsyncResponseWriter<EchoMessage>>(context_.get());
    service_->RequestEcho(context_.get(), &request_, responder_.get(), queue_, queue_, this);
  }

  EchoService::AsyncService* service_;
  grpc::ServerCompletionQueue* queue_;
  std::unique_ptr<grpc::ServerContext> context_;
  std::unique_ptr<grpc::ServerAsyncResponseWriter<EchoMessage>> responder_;
  EchoMessage request_, answer_;
  bool answered_ = false;
};

int main(int argc, char** argv) {
  const std::string port = argc > 1 ? argv[1] : "0";
  int bound = 0;
  EchoService::AsyncService service;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:" + port, grpc::InsecureServerCredentials(), &bound);
  builder.RegisterService(&service);
  auto queue = builder.AddCompletionQueue();
  auto server = builder.BuildAndStart();
  if (server == nullptr) return EXIT_FAILURE;
  std::printf("%d\n", bound);
  std::fflush(stdout);

  // As many calls as the benchmark has open at once, and some more.
  std::vector<std::unique_ptr<Call>> calls;
  for (int i = 0; i < 1024; i++) calls.push_back(std::make_unique<Call>(&service, queue.get()));
  void* tag = nullptr;
  bool ok = false;
  while (queue->Next(&tag, &ok)) static_cast<Call*>(tag)->Proceed(ok);
}
