using System.Security.Cryptography;
using System.Text;
using Ledger.Destruction;

namespace Ledger.Host.Statements;

/// <summary>Who destroyed data, or signed the act, as the act is to show it; never prints.</summary>
/// <param name="Number">The personnel number.</param>
/// <param name="FullName">Full name.</param>
/// <param name="Position">Position.</param>
sealed record Destroyer(string Number, string FullName, string Position)
{
    /// <summary>As events name an employee.</summary>
    public string Person => StaffId.Of(Number);

    public override string ToString() => "[person]";
}

/// <summary>A field that was corrected: the SHA-256 of its value before and after, null where there was none. No value is kept.</summary>
sealed record FieldChange(string Field, string? Old, string? New)
{
    /// <summary>Of the values themselves.</summary>
    public static FieldChange Of(string field, string? before, string? after) => new(field, Hash(before), Hash(after));

    static string? Hash(string? text) => string.IsNullOrEmpty(text) ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>A destroyed material medium and its sheets.</summary>
sealed record LostMedium(string Name, long Sheets);

/// <summary>A system's report that it destroyed data, with the fields of Order RKN 179: becomes <c>data.destroyed</c>.</summary>
/// <param name="Person">By the operator's own id.</param>
/// <param name="System">The system (item ж).</param>
/// <param name="Categories">What (item д).</param>
/// <param name="Method">How (item з).</param>
/// <param name="Reason">Why (item и).</param>
/// <param name="DestroyedOn">The local date (item к).</param>
/// <param name="PerformedBy">Who did it (item г).</param>
sealed record SystemDestruction(
    string Person, string System, IReadOnlyList<string> Categories, string Method, string Reason, string DestroyedOn, IReadOnlyList<Destroyer> PerformedBy)
{
    public bool NotAutomated { get; init; }

    public string? ReasonText { get; init; }

    public IReadOnlyList<string>? Purposes { get; init; }

    public string? Tool { get; init; }

    public string? Certificate { get; init; }

    public string? Processor { get; init; }

    public IReadOnlyList<LostMedium>? Media { get; init; }

    public string? Act { get; init; }

    public string? SubjectName { get; init; }

    /// <summary>The event.</summary>
    public OfficerEvent Event() => new("data.destroyed", Person, new
    {
        system = System, categories = Categories, automated = !NotAutomated, method = Method, reason = Reason, destroyedOn = DestroyedOn, reasonText = ReasonText,
        purposes = OfficerEvent.Some(Purposes), tool = Tool is { } tool ? new { name = tool, certificate = Certificate } : null,
        performedBy = PerformedBy.Select(by => new { person = by.Person, fullName = by.FullName, position = by.Position }), processor = Processor,
        media = Media is { Count: > 0 } media ? media.Select(one => new { name = one.Name, sheets = one.Sheets }) : null, act = Act, subjectName = SubjectName,
    });

    /// <summary>Values of it are personal: none prints.</summary>
    public override string ToString() => nameof(SystemDestruction);
}

/// <summary>What officers say of keys that go, of data that stays, and of holds.</summary>
static class DestructionStatements
{
    public static OfficerEvent Shredded(string person, string reason, IReadOnlyList<string>? categories, IReadOnlyList<string>? answers, IReadOnlyList<string>? purposes) =>
        new("person.shredded", person, new { reason, categories = categories ?? [], answers = OfficerEvent.Some(answers), purposes = OfficerEvent.Some(purposes) });

    /// <summary>Processing is suspended while it is checked (152-FZ 21(1)).</summary>
    public static OfficerEvent Blocked(string person, string reason, IReadOnlyList<string>? categories, DateTimeOffset? detectedAt, string? inquiry, string? explanation) =>
        new("data.blocked", person, new { categories = categories ?? [], reason, detectedAt, inquiry, explanation });

    /// <summary>Data was corrected (152-FZ 20(3), 21(2)).</summary>
    public static OfficerEvent Rectified(
        string person, IReadOnlyList<string> categories, IReadOnlyList<string>? systems, string? inquiry, string? document, string? documentSha256, DateTimeOffset? submittedAt,
        IReadOnlyList<FieldChange> changes) =>
        new("data.rectified", person, new
        {
            categories, systems = systems ?? [], inquiry, document, documentSha256, submittedAt,
            changes = changes.Count > 0 ? changes.Select(change => new { field = change.Field, old = change.Old, @new = change.New }).ToList() : null,
        });

    public static OfficerEvent Forgotten(string person, bool ordered) =>
        new("person.forgotten", person, new { reason = ordered ? ForgetReason.Ordered : ForgetReason.EvidenceTermEnded });

    public static OfficerEvent Continued(
        string person, IReadOnlyList<string> categories, string basis, string? document, string decidedBy, string? purpose, IReadOnlyList<string>? answers) =>
        new("processing.continued", person, new
        {
            continued = categories.Select(category => new { category, basis, document, decidedBy, purpose }), answers = OfficerEvent.Some(answers),
        });

    /// <summary>A signature on the act issued last; in base64, null for one on paper.</summary>
    public static OfficerEvent Signed(string act, Destroyer signer, string sha256, string format, string? signature) =>
        new("act.signed", null, new { act, signer = new { person = signer.Person, fullName = signer.FullName, position = signer.Position }, sha256, format, signature });

    public static OfficerEvent HoldPlaced(string person, string hold, string ground, IReadOnlyList<string>? categories, string? document) =>
        new("hold.placed", person, new { hold, ground, categories = categories ?? [], document });

    public static OfficerEvent HoldLifted(string person, string hold, string? reason) => new("hold.lifted", person, new { hold, reason });
}
