using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Ledger.Access;
using Ledger.Proofs;
using Ledger.Projections;
using Ledger.Reading;
using Ledger.Sealing;

namespace Ledger.Host.Web.Own;

/// <summary>
/// Signed links to a person's own page: each opens once, within fifteen minutes. A link holds the person's token, its end and a random part, under an HMAC whose
/// key lies in the vault. Which were opened is remembered durably until they end, so that a restart opens none again.
/// </summary>
sealed class OwnLinks(IKeyVault vault, IServiceTables tables, FillRandom random, TimeProvider clock) : IDisposable
{
    /// <summary>How long a link can be opened.</summary>
    public static readonly TimeSpan Valid = TimeSpan.FromMinutes(15);

    /// <summary>The longest link there is.</summary>
    public const int LengthMax = 256;

    const string SecretName = "own-links";
    const int KeyBytes = 32, MacBytes = 32, TimeBytes = 8, RandomBytes = 16;

    static readonly byte[] Domain = "ledger own link v1\n"u8.ToArray();

    readonly SemaphoreSlim _one = new(1);
    byte[]? _key;

    /// <summary>A new link's secret part, and when it ends.</summary>
    public async ValueTask<(string Text, DateTimeOffset Until)> Issue(string token, CancellationToken cancel)
    {
        var until = clock.GetUtcNow() + Valid;
        var text = Encoding.UTF8.GetBytes(token);
        var link = new byte[TimeBytes + RandomBytes + text.Length + MacBytes];
        BinaryPrimitives.WriteInt64BigEndian(link, Micros.Of(until));
        random(link.AsSpan(TimeBytes, RandomBytes));
        text.CopyTo(link, TimeBytes + RandomBytes);
        Mac(await Key(cancel), link.AsSpan(0, link.Length - MacBytes)).CopyTo(link, link.Length - MacBytes);
        return (Base64Url.EncodeToString(link), until);
    }

    /// <summary>The person a link is for, who may still open it; null where it is none of ours, has ended or was opened.</summary>
    public async ValueTask<string?> Read(string text, CancellationToken cancel) =>
        await Parse(text, cancel) is { } link && await tables.Find<UsedLinkRow>(link.Id, cancel) is null ? link.Token : null;

    /// <summary>Opens it: the person, once; null ever after.</summary>
    public async ValueTask<string?> Open(string text, CancellationToken cancel)
    {
        if (await Parse(text, cancel) is not { } link) return null;
        await _one.WaitAsync(cancel);
        try
        {
            if (await tables.Find<UsedLinkRow>(link.Id, cancel) is not null) return null;
            var now = Micros.Of(clock.GetUtcNow());
            var ended = await tables.Query<UsedLinkRow>(rows => rows.Where(row => row.Until < now), cancel);
            await tables.Commit([new(typeof(UsedLinkRow), link.Id, new UsedLinkRow(link.Id, link.Until)), .. ended.Select(row => new RowChange(typeof(UsedLinkRow), row.Id, null))], cancel);
            return link.Token;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    async ValueTask<Link?> Parse(string text, CancellationToken cancel)
    {
        if (text.Length > LengthMax || !Base64Url.IsValid(text)) return null;
        var link = Base64Url.DecodeFromChars(text);
        if (link.Length <= TimeBytes + RandomBytes + MacBytes) return null;
        var said = link.AsSpan(0, link.Length - MacBytes).ToArray();
        if (!CryptographicOperations.FixedTimeEquals(Mac(await Key(cancel), said), link.AsSpan(link.Length - MacBytes))) return null;
        var until = BinaryPrimitives.ReadInt64BigEndian(said);
        if (Micros.Of(clock.GetUtcNow()) >= until) return null;
        return new(Convert.ToHexStringLower(said.AsSpan(TimeBytes, RandomBytes)), Encoding.UTF8.GetString(said.AsSpan(TimeBytes + RandomBytes)), until);
    }

    /// <summary>Read from the vault once: anybody may ask whether a link is good, and what strangers send must cost no more than arithmetic.</summary>
    async ValueTask<byte[]> Key(CancellationToken cancel) => Volatile.Read(ref _key) ?? (_key = await vault.Secret(SecretName, () =>
    {
        var key = new byte[KeyBytes];
        random(key);
        return key;
    }, cancel));

    static byte[] Mac(byte[] key, ReadOnlySpan<byte> said) => HMACSHA256.HashData(key, (byte[])[.. Domain, .. said]);

    sealed record Link(string Id, string Token, long Until);
}
