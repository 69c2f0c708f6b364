/* What a protoc plugin reads and writes, in protobuf-c's terms. */
#pragma once
#include "google/protobuf/compiler/plugin.pb-c.h"
#include "google/protobuf/descriptor.pb-c.h"
