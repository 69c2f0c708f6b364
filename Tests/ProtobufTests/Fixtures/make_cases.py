"""Writes json_cases.binpb and json_cases.jsonl: what Python's google.protobuf.json_format makes of each text.

Run it after a change of json_cases.proto or of the texts below:

    pip install -r scripts/python-requirements.txt && python3 Tests/ProtobufTests/Fixtures/make_cases.py
"""

import json
import pathlib
import subprocess

from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory

HERE = pathlib.Path(__file__).parent

TEXTS = [
    "{}", "  {\n\t}\r\n", "[]", "null", "", "{", "}", "{} x", '{"aBool":true,}', "{'aBool':true}", "{aBool:true}",
    '{"aBool":true} // no', '{"aBool" true}', '{"aBool":true "aString":""}', "\ufeff{}",
    # names
    '{"an_int32":1}', '{"anInt32":1}', '{"anInt32":1,"an_int32":1}', '{"anInt32":1,"anInt32":2}', '{"nothing":1}',
    '{"AnInt32":1}', '{"other name":"x"}', '{"renamed":"x"}', '{"farAway":5}', '{"child":{"child":{"nothing":1}}}',
    '{"an\\u0049nt32":7}',
    # null
    '{"aBool":null,"aString":null,"child":null,"ints":null,"labels":null,"time":null,"value":null,"valueChoice":null}',
    '{"ints":[null]}', '{"strings":["a",null]}', '{"labels":{"a":null}}', '{"values":[null]}', '{"nullValue":null}',
    '{"maybeInt":null}', '{"anInt32":null,"anInt32":null}', '{"wrappedBool":null}', '{"children":[null]}',
    '{"textChoice":null,"numberChoice":1}', '{"nullChoice":null}', '{"nullChoice":"NULL_VALUE"}',
    '{"textChoice":"a","numberChoice":1}', '{"valueMap":{"a":null}}',
    # integers
    '{"anInt32":2147483647}', '{"anInt32":2147483648}', '{"anInt32":-2147483648}', '{"anInt32":-2147483649}',
    '{"anInt32":"12"}', '{"anInt32":" 12"}', '{"anInt32":"12 "}', '{"anInt32":""}', '{"anInt32":"0x10"}',
    '{"anInt32":01}', '{"anInt32":+1}', '{"anInt32":-}', '{"anInt32":1.0}', '{"anInt32":1.5}', '{"anInt32":1e2}',
    '{"anInt32":1.25e2}', '{"anInt32":1.5e0}', '{"anInt32":.5}', '{"anInt32":1.}', '{"anInt32":1e}', '{"anInt32":true}',
    '{"anInt32":[1]}', '{"anInt32":-0}', '{"anInt32":100000000000000000000e-20}', '{"anInt32":1e-1}',
    '{"anInt32":0.0000000000000000000000000000}', '{"anInt32":1e400}', '{"anInt32":0e400}',
    '{"anInt64":"9223372036854775807"}', '{"anInt64":9223372036854775807}', '{"anInt64":"9223372036854775808"}',
    '{"anInt64":"-9223372036854775808"}', '{"anInt64":"-9223372036854775809"}', '{"anInt64":9007199254740993}',
    '{"aUint32":4294967295}', '{"aUint32":4294967296}', '{"aUint32":-1}', '{"aUint64":"18446744073709551615"}',
    '{"aUint64":"18446744073709551616"}', '{"aUint64":-1}', '{"aSint32":-1,"aSint64":"-2"}',
    '{"aSint32":-2147483648,"aSint64":"-9223372036854775808"}', '{"aFixed32":4294967295,"aFixed64":"1"}',
    '{"aSfixed32":-5,"aSfixed64":-6}', '{"aSfixed32":2147483648}',
    # doubles and floats
    '{"aDouble":0.1}', '{"aDouble":1e308}', '{"aDouble":1e309}', '{"aDouble":-1e309}', '{"aDouble":"1e309"}',
    '{"aDouble":"NaN"}', '{"aDouble":"Infinity"}', '{"aDouble":"-Infinity"}', '{"aDouble":NaN}', '{"aDouble":Infinity}',
    '{"aDouble":"nan"}', '{"aDouble":"1.5"}', '{"aDouble":"1.5x"}', '{"aDouble":""}', '{"aDouble":-0.0}',
    '{"aDouble":123456789012345678901234567890}', '{"aDouble":5e-324}', '{"aDouble":2.2250738585072011e-308}',
    '{"aDouble":0.30000000000000004}', '{"aDouble":9007199254740993}', '{"aDouble":1e23}', '{"aDouble":1e22}',
    '{"aDouble":1.7976931348623157e308}', '{"aDouble":1.7976931348623159e308}', '{"aDouble":0.000001}',
    '{"aDouble":1e16}', '{"aDouble":1e15}', '{"aDouble":3.0e-5}', '{"aDouble":123456.789}', '{"aDouble":true}',
    '{"aFloat":3.4028235e38}', '{"aFloat":3.5e38}', '{"aFloat":1.5}', '{"aFloat":"-Infinity"}', '{"aFloat":0.1}',
    '{"doubles":[1,2.5,"NaN",-3e10]}', '{"doubles":[]}', '{"doubles":1}', '{"doubles":[1,]}', '{"doubles":[1 2]}',
    # bool, string, bytes, enum
    '{"aBool":true}', '{"aBool":false}', '{"aBool":"true"}', '{"aBool":1}', '{"aBool":tru}', '{"maybeInt":0}',
    '{"maybeText":""}', '{"aString":"h\\u00e9 \\ud83d\\ude00 \\n\\t\\"\\\\\\/ \\b\\f\\r"}', '{"aString":"é😀"}',
    '{"aString":"\\ud83d"}', '{"aString":"\\ude00"}', '{"aString":"\\ud83d\\u0041"}', '{"aString":"\\x"}',
    '{"aString":"\\u12"}', '{"aString":"a\nb"}', '{"aString":"a', '{"aString":1}', '{"aString":"\\u001f\x7f"}',
    '{"someBytes":"aGk="}', '{"someBytes":"aGk"}', '{"someBytes":"-_-_"}', '{"someBytes":"+/+/"}', '{"someBytes":"a"}',
    '{"someBytes":""}', '{"aColour":"RED"}', '{"aColour":"BLUE"}', '{"aColour":1}', '{"aColour":-2}', '{"aColour":77}',
    '{"aColour":"GREEN"}', '{"aColour":1.5}', '{"aColour":"COLOUR_UNSPECIFIED"}', '{"colours":["RED",1,"BLUE",9]}',
    # lists, maps, messages
    '{"ints":[1,"2",3e0]}', '{"looseInts":[1,2,3]}', '{"bigInts":["-1",2]}', '{"bools":[true,false]}',
    '{"strings":["","a"]}', '{"blobs":["","AA=="]}', '{"children":[{},{"anInt32":1},{"children":[{}]}]}',
    '{"ints":{}}', '{"child":[]}', '{"child":1}', '{"child":{}}', '{"labels":{"a":"b","c":""}}',
    '{"labels":{"a":"b","a":"c"}}', '{"labels":[]}', '{"labels":{"":""}}', '{"byInt":{"-1":"x","2":""}}',
    '{"byInt":{"x":"x"}}', '{"byBool":{"true":"1","false":2}}', '{"byBool":{"1":"1"}}',
    '{"byName":{"a":{"anInt32":1},"b":{}}}', '{"byBig":{"18446744073709551615":0.5}}', '{"byName":{"a":null}}',
    '{"coloursByName":{"a":"RED","b":7}}', '{"byName":{"a":{"nothing":1}}}',
    '{"childChoice":{"textChoice":"x"}}', '{"numberChoice":0}', '{"textChoice":""}',
    # time
    '{"time":"1970-01-01T00:00:00Z"}', '{"time":"2024-02-29T23:59:59.999999999Z"}', '{"time":"2023-02-29T00:00:00Z"}',
    '{"time":"0001-01-01T00:00:00Z"}', '{"time":"9999-12-31T23:59:59.999999999Z"}', '{"time":"0000-01-01T00:00:00Z"}',
    '{"time":"10000-01-01T00:00:00Z"}', '{"time":"1969-12-31T23:59:59.5Z"}', '{"time":"2020-01-01T00:00:00+01:30"}',
    '{"time":"2020-01-01T00:00:00-08:00"}', '{"time":"2020-01-01T00:00:00"}', '{"time":"2020-01-01 00:00:00Z"}',
    '{"time":"2020-01-01T00:00:00.1234567891Z"}', '{"time":"2020-01-01T00:00:00.120Z"}', '{"time":"2020-13-01T00:00:00Z"}',
    '{"time":"2020-01-01T24:00:00Z"}', '{"time":"2020-01-01T00:00:00.000001Z"}', '{"time":1}',
    '{"time":"1900-03-01T00:00:00Z"}', '{"time":"2100-02-28T00:00:00Z"}', '{"time":"2100-02-29T00:00:00Z"}',
    '{"times":["1970-01-01T00:00:01Z"]}', '{"time":"0001-01-01T00:00:00+00:01"}',
    '{"span":"1s"}', '{"span":"1.5s"}', '{"span":"-1.5s"}', '{"span":"-0.5s"}', '{"span":"0s"}', '{"span":"1"}',
    '{"span":"1.000000001s"}', '{"span":"315576000000s"}', '{"span":"315576000001s"}', '{"span":"-315576000000s"}',
    '{"span":"1.0000000001s"}', '{"span":".5s"}', '{"span":"s"}', '{"span":"1 s"}', '{"span":"0.000100s"}',
    # other well-known types
    '{"mask":"a,bC,d.eF"}', '{"mask":""}', '{"mask":"a_b"}', '{"mask":"fooBar.bazQux"}',
    '{"structure":{}}', '{"structure":{"a":1,"b":"x","c":[1,null,{"d":true}],"e":null}}', '{"structure":[]}',
    '{"structure":{"a":1,"a":2}}', '{"value":1}', '{"value":"x"}', '{"value":true}', '{"value":[]}', '{"value":{}}',
    '{"value":{"a":[{"b":null}]}}', '{"value":1e400}', '{"list":[1,"a",null,[],{}]}', '{"list":{}}', '{"list":[]}',
    '{"values":[1,null,"x",[2],{"a":false}]}', '{"valueChoice":5}', '{"empty":{}}', '{"empty":{"a":1}}',
    '{"wrappedDouble":0,"wrappedInt64":"5","wrappedBool":false,"wrappedString":"","wrappedBytes":"AA==","wrappedUint32":1}',
    '{"wrappedDouble":"Infinity"}', '{"wrappedInt64":5}', '{"wrappedUint32":-1}', '{"wrappedString":5}',
    '{"wrappedDouble":{"value":1}}',
    '{"any":{}}', '{"any":{"@type":"type.googleapis.com/pynomaly.jsontest.Everything","anInt32":1}}',
    '{"any":{"anInt32":1,"@type":"type.googleapis.com/pynomaly.jsontest.Everything","aString":"x"}}',
    '{"any":{"@type":"type.googleapis.com/google.protobuf.Duration","value":"1.5s"}}',
    '{"any":{"value":"1.5s","@type":"type.googleapis.com/google.protobuf.Duration"}}',
    '{"any":{"@type":"type.googleapis.com/google.protobuf.Value","value":[1]}}',
    '{"any":{"@type":"type.googleapis.com/google.protobuf.Int64Value","value":"7"}}',
    '{"any":{"@type":"type.googleapis.com/google.protobuf.Empty"}}',
    '{"any":{"@type":"type.googleapis.com/google.protobuf.Any","value":{"@type":"type.googleapis.com/pynomaly.jsontest.Everything"}}}',
    '{"any":{"@type":"type.googleapis.com/unknown.Type"}}', '{"any":{"anInt32":1}}',
    '{"any":{"@type":"type.googleapis.com/pynomaly.jsontest.Everything","nothing":1}}',
    '{"any":{"@type":1}}', '{"anys":[{"@type":"type.googleapis.com/pynomaly.jsontest.Everything","ints":[1,2]}]}',
    '{"child":{"child":{"child":{"aString":"' + "long " * 60 + '"}}}}',
    '{"child":' * 99 + "{}" + "}" * 99,
    '{"child":' * 101 + "{}" + "}" * 101,
]


def main():
    fds_path = HERE / "json_cases.binpb"
    subprocess.run(
        ["protoc", f"-I{HERE}", "--include_imports", f"--descriptor_set_out={fds_path}", str(HERE / "json_cases.proto")],
        check=True)
    files = descriptor_pb2.FileDescriptorSet.FromString(fds_path.read_bytes())
    pool = descriptor_pool.DescriptorPool()
    for file in files.file:
        pool.Add(file)
    everything = message_factory.GetMessageClass(pool.FindMessageTypeByName("pynomaly.jsontest.Everything"))
    with open(HERE / "json_cases.jsonl", "w", encoding="utf-8") as out:
        for text in TEXTS:
            case = {"in": text}
            try:
                message = json_format.Parse(text, everything(), descriptor_pool=pool)
                case["wire"] = message.SerializeToString(deterministic=True).hex()
                case["out"] = json.dumps(
                    json_format.MessageToDict(message, descriptor_pool=pool), ensure_ascii=False, separators=(",", ":"))
            except Exception as error:  # whatever Python raises, it refuses the text
                case["error"] = type(error).__name__ + ": " + str(error)[:120]
            out.write(json.dumps(case, ensure_ascii=True) + "\n")


main()
