using System.Text;

namespace Ledger.Host.Stamping;

/// <summary>The timestamp authority the operator chose, and how often a served ledger asks it. The address may carry credentials, so it never prints.</summary>
sealed class TsaSettings
{
    TsaSettings(Uri address, string? credentials, TimeSpan every) => (Address, Credentials, Every) = (address, credentials, every);

    /// <summary>Where it answers, without credentials.</summary>
    public Uri Address { get; }

    /// <summary>What it is shown (RFC 7617), or null.</summary>
    public string? Credentials { get; }

    /// <summary>How often the newest checkpoint is stamped; zero for by commands and exports alone.</summary>
    public TimeSpan Every { get; }

    /// <summary>Reads the address; http will do, since what is answered is signed.</summary>
    public static TsaSettings Read(string url, TimeSpan every)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var given) || (given.Scheme != Uri.UriSchemeHttp && given.Scheme != Uri.UriSchemeHttps) || given.Fragment.Length > 0)
            throw new InputException("LEDGER_TSA must be the http or https address of a timestamp authority.");
        var credentials = given.UserInfo.Length > 0 ? Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(given.UserInfo))) : null;
        return new(new UriBuilder(given) { UserName = "", Password = "" }.Uri, credentials, every);
    }

    /// <inheritdoc/>
    public override string ToString() => "a timestamp authority";
}
