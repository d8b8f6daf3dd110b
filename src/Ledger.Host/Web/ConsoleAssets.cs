using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Ledger.Host.Web;

/// <summary>The console's style and scripts, out of the assembly. A page names each with the hash of its bytes, so a browser may keep it for ever.</summary>
static class ConsoleAssets
{
    const string Prefix = "console/";

    static readonly FrozenDictionary<string, (byte[] Bytes, string Hash)> All = typeof(ConsoleAssets).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).ToFrozenDictionary(name => name[Prefix.Length..], Read, StringComparer.Ordinal);

    /// <summary>The address of an asset.</summary>
    public static string Address(string name) => $"{OfficerConsole.Root}/assets/{name}?v={All[name].Hash}";

    /// <summary>GET /console/assets/{name}</summary>
    public static IResult Answer(HttpContext context, string name)
    {
        if (!All.TryGetValue(name, out var asset)) return Results.NotFound();
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        var type = Path.GetExtension(name) switch { ".css" => "text/css; charset=utf-8", ".svg" => "image/svg+xml", _ => "text/javascript; charset=utf-8" };
        return Results.Bytes(asset.Bytes, type, entityTag: new EntityTagHeaderValue($"\"{asset.Hash}\""));
    }

    static (byte[], string) Read(string resource)
    {
        using var stream = typeof(ConsoleAssets).Assembly.GetManifestResourceStream(resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return (bytes, Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]);
    }
}
