using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Proofs;

namespace Ledger.Tests.Proofs;

public sealed class SealedFieldTests
{
    static readonly FieldContext Context = new("log.example", "s-01", "https://crm.example", "e-1", "/data/evidence/ip",
        "s-01/evidence/network/1");

    static readonly byte[] CategoryKey = [.. Enumerable.Range(0, 32).Select(n => (byte)n)];

    static SealedField Sealed(string value) => SealedField.Seal(Context, CategoryKey, value, CountingRandom.From());

    static byte[] Opening(SealedField field) => FieldKey.Derive(Context, CategoryKey, field.Salt.Span);

    [TestCase("")]
    [TestCase("10.0.0.1")]
    [TestCase("Иванов Иван Иванович")]
    [TestCase("exactly sixty bytes of text, which with its length fill a block")]
    public void What_was_sealed_opens_with_its_field_key(string value)
    {
        var field = Sealed(value);
        Assert.That(field.Open(Context, Opening(field)), Is.EqualTo(new OpenedField(OpenFailure.None, value)));
    }

    [Test]
    public void The_ciphertext_length_tells_only_a_multiple_of_64()
    {
        Assert.That(Member(Sealed(""), "ciphertext"), Has.Length.EqualTo(64 + 16));
        Assert.That(Member(Sealed(new string('a', 60)), "ciphertext"), Has.Length.EqualTo(64 + 16));
        Assert.That(Member(Sealed(new string('a', 61)), "ciphertext"), Has.Length.EqualTo(128 + 16));
    }

    [Test]
    public void A_field_does_not_open_in_any_other_place()
    {
        var field = Sealed("10.0.0.1");
        var key = Opening(field);
        FieldContext[] elsewhere =
        [
            Context with { Origin = "other.example" }, Context with { Stream = "s-02" }, Context with { Source = "https://other" },
            Context with { Id = "e-2" }, Context with { Pointer = "/data/ip" }, Context with { KeyName = "s-02/evidence/network/1" },
        ];
        foreach (var place in elsewhere)
        {
            Assert.That(field.Open(place, key).Failure, Is.EqualTo(OpenFailure.NotAuthentic), place.ToString());
        }
    }

    [Test]
    public void Parts_of_a_context_cannot_flow_into_each_other()
    {
        var field = Sealed("10.0.0.1");
        var shifted = Context with { Stream = "s-01h", Source = "ttps://crm.example" };
        Assert.That(field.Open(shifted, Opening(field)).Failure, Is.EqualTo(OpenFailure.NotAuthentic));
    }

    [Test]
    public void A_wrong_key_fails_at_the_commitment()
    {
        var field = Sealed("10.0.0.1");
        var key = Opening(field);
        key[31] ^= 1;
        Assert.That(field.Open(Context, key).Failure, Is.EqualTo(OpenFailure.WrongKey));
        Assert.That(field.Open(Context, key.AsSpan(0, 31)).Failure, Is.EqualTo(OpenFailure.WrongKey));
    }

    [TestCase("nonce", OpenFailure.NotAuthentic)]
    [TestCase("ciphertext", OpenFailure.NotAuthentic)]
    [TestCase("commitment", OpenFailure.WrongKey)]
    public void One_changed_bit_is_noticed(string member, OpenFailure expected)
    {
        var field = Sealed("10.0.0.1");
        var json = JsonNode.Parse(field.ToString())!.AsObject();
        var bytes = Convert.FromBase64String((string)json[member]!);
        bytes[^1] ^= 1;
        json[member] = Convert.ToBase64String(bytes);
        var changed = SealedField.Parse(Encoding.UTF8.GetBytes(json.ToJsonString()))!;
        Assert.That(changed.Open(Context, Opening(field)).Failure, Is.EqualTo(expected));
    }

    /// <summary>The recipe of docs/bundle-format.md, written a second time with nothing of the product in it.</summary>
    [Test]
    public void Another_implementation_of_the_document_opens_it()
    {
        var json = JsonNode.Parse(Sealed("10.0.0.1").ToString())!;
        byte[] Bytes(string name) => Convert.FromBase64String((string)json[name]!);
        var info = new MemoryStream();
        foreach (var part in new[] { "ledger.sealed.v1", "log.example", "s-01", "https://crm.example", "e-1", "/data/evidence/ip",
            (string)json["key"]! })
        {
            info.Write([0, 0, 0, (byte)part.Length]);
            info.Write(Encoding.UTF8.GetBytes(part));
        }
        var prk = HMACSHA256.HashData(Bytes("salt"), CategoryKey);
        byte[] Expand(byte[] key, byte[] label) => HMACSHA256.HashData(key, (byte[])[.. label, 1]);
        var fieldKey = Expand(prk, info.ToArray());
        var cipherKey = Expand(fieldKey, "ledger.sealed.v1 aes-256-gcm"u8.ToArray());
        Assert.That(Bytes("commitment"), Is.EqualTo(Expand(fieldKey, "ledger.sealed.v1 commitment"u8.ToArray())));
        var sealedBytes = Bytes("ciphertext");
        var plain = new byte[64];
        using var gcm = new AesGcm(cipherKey, 16);
        gcm.Decrypt(Bytes("nonce"), sealedBytes.AsSpan(0, 64), sealedBytes.AsSpan(64), plain, info.ToArray());
        Assert.That(BinaryPrimitives.ReadInt32BigEndian(plain), Is.EqualTo(8));
        Assert.That(plain.AsSpan(4, 8).ToArray(), Is.EqualTo("10.0.0.1"u8.ToArray()));
        Assert.That(plain.AsSpan(12).ToArray(), Is.All.Zero);
    }

    [Test]
    public void The_bytes_of_a_sealed_field_never_change()
    {
        const string golden = """
            {"sealed":"ledger.sealed.v1","key":"s-01/evidence/network/1","salt":"AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=","nonce":"ISIjJCUmJygpKiss",
            """;
        Assert.That(Sealed("10.0.0.1").ToString(), Does.StartWith(golden));
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sealed("10.0.0.1").ToString())));
        Assert.That(digest, Is.EqualTo("c545d8065ed3fe8145f5f48c7f192fd0fe5797f95ff0862fc4f9bcf51c56cca5"));
    }

    [Test]
    public void Padding_that_is_not_zero_or_not_minimal_is_refused()
    {
        byte[] hidden = [0, 0, 0, 1, (byte)'a', .. new byte[58], 7];
        byte[] tooLong = [0, 0, 0, 1, (byte)'a', .. new byte[123]];
        byte[] negative = [255, 255, 255, 255, .. new byte[60]];
        byte[] beyond = [0, 0, 0, 61, .. new byte[60]];
        byte[] notUtf8 = [0, 0, 0, 1, 0xff, .. new byte[59]];
        foreach (var plain in new[] { hidden, tooLong, negative, beyond, notUtf8 })
        {
            var (field, key) = SealRaw(plain);
            Assert.That(field.Open(Context, key).Failure, Is.EqualTo(OpenFailure.BadPadding));
        }
    }

    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("")]
    [TestCase("""{"sealed":"ledger.sealed.v1"}""")]
    public void What_is_not_a_sealed_field_does_not_parse(string json) =>
        Assert.That(SealedField.Parse(Encoding.UTF8.GetBytes(json)), Is.Null);

    [Test]
    public void Order_names_lengths_and_base64_are_strict()
    {
        var good = Sealed("x").ToString();
        Assert.That(SealedField.Parse(Encoding.UTF8.GetBytes(good))!.ToString(), Is.EqualTo(good));
        string[] bad =
        [
            good.Replace("\"key\"", "\"kez\"", StringComparison.Ordinal),
            good.Replace("ledger.sealed.v1", "ledger.sealed.v2", StringComparison.Ordinal),
            good.Replace("/network/1", "/network/01", StringComparison.Ordinal),
            good.Replace("/network/1", "//1", StringComparison.Ordinal),
            good.Replace("/network/1", "/1", StringComparison.Ordinal),
            good.Replace("HB0e", "HB0", StringComparison.Ordinal),
            good.Replace("HyA=", "HyB=", StringComparison.Ordinal),
            good.Replace("ISIj", "ISIj\\n", StringComparison.Ordinal),
            good.Replace("ISIj", "", StringComparison.Ordinal),
            good[..^1] + ",\"extra\":1}",
            good + " {}",
        ];
        foreach (var json in bad)
        {
            Assert.That(SealedField.Parse(Encoding.UTF8.GetBytes(json)), Is.Null, json);
        }
        Assert.That(bad, Has.None.EqualTo(good));
    }

    [Test]
    public void It_parses_from_an_element_too()
    {
        using var document = JsonDocument.Parse($$"""{"data":{{Sealed("x")}}}""");
        Assert.That(SealedField.Parse(document.RootElement.GetProperty("data"))!.KeyName, Is.EqualTo(Context.KeyName));
        Assert.That(SealedField.Parse(document.RootElement), Is.Null);
    }

    static byte[] Member(SealedField field, string name) =>
        Convert.FromBase64String((string)JsonNode.Parse(field.ToString())![name]!);

    /// <summary>Seals a plaintext of the test's own making, as a dishonest sealer could.</summary>
    static (SealedField Field, byte[] Key) SealRaw(byte[] plain)
    {
        var template = Sealed("x");
        var key = Opening(template);
        var cipherKey = HKDF.Expand(HashAlgorithmName.SHA256, key, 32, "ledger.sealed.v1 aes-256-gcm"u8.ToArray());
        var info = new MemoryStream();
        foreach (var part in new[] { "ledger.sealed.v1", Context.Origin, Context.Stream, Context.Source, Context.Id, Context.Pointer,
            Context.KeyName })
        {
            info.Write([0, 0, 0, (byte)part.Length]);
            info.Write(Encoding.UTF8.GetBytes(part));
        }
        var sealedBytes = new byte[plain.Length + 16];
        using var gcm = new AesGcm(cipherKey, 16);
        gcm.Encrypt(Member(template, "nonce"), plain, sealedBytes.AsSpan(0, plain.Length), sealedBytes.AsSpan(plain.Length),
            info.ToArray());
        var json = JsonNode.Parse(template.ToString())!.AsObject();
        json["ciphertext"] = Convert.ToBase64String(sealedBytes);
        return (SealedField.Parse(Encoding.UTF8.GetBytes(json.ToJsonString()))!, key);
    }
}
