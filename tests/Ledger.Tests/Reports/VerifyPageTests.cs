using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Ledger.Reports;
using Ledger.Tests.Tidy;

namespace Ledger.Tests.Reports;

/// <summary>verify.html as bytes: the same each time, with nothing that fetches, and no script but its own.</summary>
public sealed partial class VerifyPageTests
{
    static readonly string Page = Encoding.UTF8.GetString(VerifyPage.Current.Utf8.Span);

    [Test]
    public void Its_hash_is_that_of_its_bytes() =>
        Assert.That(VerifyPage.Current.Sha256, Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(VerifyPage.Current.Utf8.Span))));

    [Test]
    public void Its_policy_allows_its_own_script_and_style_and_no_connection()
    {
        var policy = Policy().Match(Page).Groups[1].Value;
        Assert.That(policy, Is.EqualTo(
            $"default-src 'none'; script-src '{HashOf(Script())}'; style-src '{HashOf(Style())}'; worker-src blob:; connect-src 'none'; img-src data:; base-uri 'none'; form-action 'none'"));
    }

    [Test]
    public void It_names_no_address_it_could_fetch_from() => Assert.That(Page, Does.Not.Contain("http://").And.Not.Contain("https://").And.Not.Contain("url(").And.Not.Contain("@import"));

    [Test]
    public void Its_scripts_make_no_markup_of_text_and_run_none()
    {
        var forbidden =
            from file in Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "src/Ledger.Reports/Verify"), "*.js", SearchOption.AllDirectories)
            from Match found in Forbidden().Matches(File.ReadAllText(file))
            select $"{Path.GetFileName(file)}: {found.Value}";
        Assert.That(forbidden, Is.Empty);
    }

    [Test]
    public void Every_part_is_in_it()
    {
        Assert.That(Page, Does.Not.Match("@(policy|style|words|worker|script)@"));
        Assert.That(Page, Does.Contain("onmessage"), "the checker itself is in it");
    }

    static string HashOf(Regex element) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(element.Match(Page).Groups[1].Value)))}";

    [GeneratedRegex("Content-Security-Policy\" content=\"([^\"]*)\"")]
    private static partial Regex Policy();

    [GeneratedRegex("<script>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|importScripts|\bfetch\(|XMLHttpRequest|WebSocket|localStorage|document\.cookie|DOMParser")]
    private static partial Regex Forbidden();
}
