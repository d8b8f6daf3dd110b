using System.Security.Cryptography.Pkcs;
using System.Text;
using Ledger.Proofs;

namespace Ledger.Tests.Proofs;

/// <summary>Timestamp tokens by themselves: what they say, who says it, and what an authority answers.</summary>
public sealed class TimestampTokenTests
{
    const string Sha1 = "1.3.14.3.2.26";

    static readonly byte[] Bytes = Encoding.UTF8.GetBytes("a note\n");
    static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    static readonly MadeUpAuthority Authority = new();

    [Test]
    public void A_token_says_who_says_that_the_bytes_existed_and_when()
    {
        using var token = TimestampToken.Open(Authority.Token(Bytes, Noon), Bytes, out var check);
        Assert.That(check, Is.EqualTo(TokenCheck.Verified));
        Assert.That((token!.Time, token.Accuracy, token.Authority), Is.EqualTo((Noon, TimeSpan.FromSeconds(1), "Test TSA")));
        Assert.That(token.Fingerprint, Is.EqualTo(Authority.Certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256).ToLowerInvariant()));
    }

    [Test]
    public void A_token_over_other_bytes_or_another_hash_is_of_another()
    {
        foreach (var other in new[] { Authority.Token([.. Bytes, 0], Noon), Authority.Token(Bytes, Noon, sha512: true) })
            Assert.That(Opened(other), Is.EqualTo(TokenCheck.OfAnother));
    }

    [Test]
    public void What_is_no_token_of_an_authority_is_wrong()
    {
        using MadeUpAuthority soft = new(critical: false), two = new(purposes: MadeUpAuthority.TwoPurposes), other = new(purposes: MadeUpAuthority.OtherPurpose);
        var right = Authority.Token(Bytes, Noon);
        Assert.Multiple(() =>
        {
            Assert.That(Opened(soft.Token(Bytes, Noon)), Is.EqualTo(TokenCheck.Wrong), "its purpose is not critical");
            Assert.That(Opened(two.Token(Bytes, Noon)), Is.EqualTo(TokenCheck.Wrong), "it has another purpose besides");
            Assert.That(Opened(other.Token(Bytes, Noon)), Is.EqualTo(TokenCheck.Wrong), "it is not for stamps");
            Assert.That(Opened(Authority.Token(Bytes, MadeUpAuthority.Until.AddDays(1))), Is.EqualTo(TokenCheck.Wrong), "its certificate had expired");
            Assert.That(Opened(Authority.Token(Bytes, Noon, digest: Sha1)), Is.EqualTo(TokenCheck.Wrong), "its digest is SHA-1");
            Assert.That(Opened(Authority.Token(Bytes, Noon, carried: false)), Is.EqualTo(TokenCheck.Wrong), "it does not hold its signer's certificate");
            Assert.That(Opened([.. right, 0]), Is.EqualTo(TokenCheck.Wrong), "something stands behind it");
            Assert.That(Opened(right[..^1]), Is.EqualTo(TokenCheck.Wrong), "it is cut short");
            Assert.That(Opened([]), Is.EqualTo(TokenCheck.Wrong), "it is empty");
            Assert.That(Opened(new byte[TimestampToken.BytesMax + 1]), Is.EqualTo(TokenCheck.Wrong), "it is too long");
        });
    }

    /// <summary>A few bytes of a token say nothing, such as versions and the list of digests; none may change what it says.</summary>
    [Test]
    public void No_changed_byte_makes_it_say_something_else()
    {
        var right = Authority.Token(Bytes, Noon);
        var passed = 0;
        for (var at = 0; at < right.Length; at++)
        {
            var changed = right.ToArray();
            changed[at] ^= 1;
            using var token = TimestampToken.Open(changed, Bytes, out _);
            if (token is null) continue;
            passed++;
            Assert.That((token.Time, token.Fingerprint, token.IsTrusted([Authority.Root])), Is.EqualTo((Noon, Fingerprint(right), true)), $"byte {at}");
        }
        Assert.That(passed, Is.LessThan(16));
    }

    [Test]
    public void A_signer_is_trusted_by_its_root_or_as_itself_at_the_time_of_the_token()
    {
        using var other = new MadeUpAuthority();   // of the same names
        using var token = TimestampToken.Open(Authority.Token(Bytes, Noon), Bytes, out _)!;
        Assert.Multiple(() =>
        {
            Assert.That(token.IsTrusted([Authority.Root]), Is.True);
            Assert.That(token.IsTrusted([Authority.Certificate]), Is.True);
            Assert.That(token.IsTrusted([other.Root, Authority.Root]), Is.True);
            Assert.That(token.IsTrusted([other.Root]), Is.False);
            Assert.That(token.IsTrusted([other.Certificate]), Is.False);
            Assert.That(token.IsTrusted([]), Is.False);
        });
    }

    [Test]
    public void An_answer_is_held_to_the_question()
    {
        var query = TimestampQuery.Of(Bytes, CountingRandom.From(0x80));
        Assert.That(Rfc3161TimestampRequest.TryDecode(query.ToBytes(), out var asked, out _), Is.True);
        Assert.That((asked!.HashAlgorithmId.Value, asked.RequestSignerCertificate), Is.EqualTo(("2.16.840.1.101.3.4.2.1", true)));
        var nonce = asked.GetNonce();
        var right = Authority.Token(Bytes, Noon, nonce);
        Assert.That(query.Read(MadeUpAuthority.Answer(0, right), out var token), Is.EqualTo(TimestampAnswer.Granted));
        Assert.That(token.ToArray(), Is.EqualTo(right));
        Assert.That(query.Read(MadeUpAuthority.Answer(1, right), out _), Is.EqualTo(TimestampAnswer.Granted), "with changes");
        Assert.Multiple(() =>
        {
            foreach (var status in new[] { 2, 3, 4, 5 }) Assert.That(query.Read(MadeUpAuthority.Answer(status, null), out _), Is.EqualTo(TimestampAnswer.Refused));
            Assert.That(query.Read(MadeUpAuthority.Answer(2, right), out _), Is.EqualTo(TimestampAnswer.Refused), "refused, with a token all the same");
            Assert.That(query.Read(MadeUpAuthority.Answer(0, null), out _), Is.EqualTo(TimestampAnswer.Wrong));
            Assert.That(query.Read(MadeUpAuthority.Answer(0, Authority.Token(Bytes, Noon)), out _), Is.EqualTo(TimestampAnswer.Wrong), "no nonce");
            Assert.That(query.Read(MadeUpAuthority.Answer(0, Authority.Token(Bytes, Noon, new byte[] { 9 })), out _), Is.EqualTo(TimestampAnswer.Wrong), "another nonce");
            Assert.That(query.Read(MadeUpAuthority.Answer(0, Authority.Token([1], Noon, nonce)), out _), Is.EqualTo(TimestampAnswer.Wrong), "other bytes");
            Assert.That(query.Read(MadeUpAuthority.Answer(0, Authority.Token(Bytes, Noon, nonce, carried: false)), out _), Is.EqualTo(TimestampAnswer.Wrong), "no certificate");
            Assert.That(query.Read(new byte[] { 0x30, 0x80 }, out _), Is.EqualTo(TimestampAnswer.Wrong), "garbage");
            Assert.That(query.Read((byte[])[.. MadeUpAuthority.Answer(0, right), 0], out _), Is.EqualTo(TimestampAnswer.Wrong), "something behind");
        });
    }

    [Test]
    public void Two_questions_have_two_nonces()
    {
        var random = CountingRandom.From();
        byte[] one = TimestampQuery.Of(Bytes, random).ToBytes(), two = TimestampQuery.Of(Bytes, random).ToBytes();
        Assert.That(two, Is.Not.EqualTo(one));
    }

    static TokenCheck Opened(byte[] token)
    {
        using var opened = TimestampToken.Open(token, Bytes, out var check);
        return check;
    }

    static string Fingerprint(byte[] token)
    {
        using var opened = TimestampToken.Open(token, Bytes, out _);
        return opened!.Fingerprint;
    }
}
