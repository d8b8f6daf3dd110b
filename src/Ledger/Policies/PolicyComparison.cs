using System.Globalization;
using System.Text.Json;

namespace Ledger.Policies;

/// <summary>
/// What a later edition of the policy says that an earlier one does not, and the other way round. When they take effect is no difference: no two editions
/// take effect at once.
/// </summary>
/// <param name="Before">The earlier edition.</param>
/// <param name="After">The later edition.</param>
/// <param name="Changes">What is not the same, part by part; empty where all is.</param>
public sealed record PolicyComparison(PolicyPublished Before, PolicyPublished After, IReadOnlyList<PolicyChange> Changes)
{
    /// <summary>Whether nothing differs.</summary>
    public bool IsSame => Changes.Count == 0;

    /// <summary>Whether the promises are the same, whatever became of the document that tells them.</summary>
    public bool HasSameTerms => Changes.All(change => change.Part == PolicyPart.Document);

    /// <summary>The changes of one part.</summary>
    public IEnumerable<PolicyChange> Of(PolicyPart part) => Changes.Where(change => change.Part == part);

    /// <summary>Compares two editions.</summary>
    public static PolicyComparison Of(PolicyPublished before, PolicyPublished after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var (was, now) = (before.Terms, after.Terms);
        return new(before, after,
        [
            .. One(PolicyPart.Document, before, after, Document),
            .. Names(PolicyPart.Service, was.Services, now.Services),
            .. Matched(PolicyPart.Purpose, was.Purposes, now.Purposes, p => p.Id, p => p.Name, p => Purpose(p, [.. now.Categories, .. was.Categories])),
            .. Matched(PolicyPart.Category, was.Categories, now.Categories, c => c.Id, c => c.Name, Category),
            .. Matched(PolicyPart.Ground, was.DisclosureGrounds, now.DisclosureGrounds, g => NameOf(g.Ground), g => g.Name, Ground),
            .. Names(PolicyPart.MessageKind, was.MessageKinds, now.MessageKinds),
            .. Names(PolicyPart.Channel, was.Channels, now.Channels),
            .. Names(PolicyPart.Country, was.StorageCountries, now.StorageCountries),
            .. One(PolicyPart.Withdrawal, was.Withdrawal, now.Withdrawal, Withdrawal),
        ]);
    }

    static Fields Document(PolicyPublished edition) => new()
    {
        [PolicyField.Title] = Text(edition.Title), [PolicyField.DocumentSha256] = Code(edition.DocumentSha256), [PolicyField.Url] = Code(edition.Url),
        [PolicyField.LastUpdated] = Code(edition.LastUpdated.ToString("o", CultureInfo.InvariantCulture)),
    };

    static Fields Purpose(PolicyPurpose purpose, IReadOnlyList<PolicyCategory> named) => new()
    {
        [PolicyField.Clause] = Code(purpose.Clause), [PolicyField.Name] = Text(purpose.Name),
        [PolicyField.Categories] = [.. purpose.Categories.Select(id => new PolicyValue(id, named.FirstOrDefault(category => category.Id == id)?.Name))],
        [PolicyField.Bases] = [.. purpose.Bases.Select(basis => new PolicyValue(NameOf(basis)))],
        [PolicyField.AnonymisedOnly] = Code(purpose.AnonymisedOnly ? "true" : "false"), [PolicyField.RetentionDays] = Code(purpose.RetentionDays),
        [PolicyField.Retention] = Text(purpose.Retention), [PolicyField.Dpv] = Codes(purpose.Dpv),
    };

    static Fields Category(PolicyCategory category) => new()
    {
        [PolicyField.Clause] = Code(category.Clause), [PolicyField.Name] = Text(category.Name), [PolicyField.Origin] = Code(NameOf(category.Origin)),
        [PolicyField.RetentionDays] = Code(category.RetentionDays), [PolicyField.Dpv] = Codes(category.Dpv),
    };

    static Fields Ground(PolicyGround ground) =>
        new() { [PolicyField.Clause] = Code(ground.Clause), [PolicyField.Name] = Text(ground.Name), [PolicyField.Articles] = Codes(ground.Articles) };

    static Fields Withdrawal(PolicyWithdrawal withdrawal) =>
        new() { [PolicyField.Clause] = Code(withdrawal.Clause), [PolicyField.Text] = Text(withdrawal.Text), [PolicyField.Url] = Code(withdrawal.Url) };

    /// <summary>What has no terms of its own but its name: there or not.</summary>
    static IEnumerable<PolicyChange> Names(PolicyPart part, IReadOnlyList<string> before, IReadOnlyList<string> after) =>
        Matched(part, before.Distinct(), after.Distinct(), id => id, _ => null, _ => new());

    /// <summary>What there is one of, or none.</summary>
    static IEnumerable<PolicyChange> One<T>(PolicyPart part, T? before, T? after, Func<T, Fields> fields) where T : class =>
        Matched(part, before is null ? [] : [before], after is null ? [] : [after], _ => "", _ => null, fields);

    /// <summary>Things by id: those of the later edition in its order, then those it no longer has.</summary>
    static IEnumerable<PolicyChange> Matched<T>(
        PolicyPart part, IEnumerable<T> before, IEnumerable<T> after, Func<T, string> id, Func<T, LocalText?> name, Func<T, Fields> fields)
    {
        var left = before.ToDictionary(id, StringComparer.Ordinal);
        foreach (var now in after)
        {
            if (!left.Remove(id(now), out var was)) yield return new(part, PolicyChangeKind.Added, id(now), name(now), Differences(new(), fields(now)));
            else if (Differences(fields(was), fields(now)) is { Count: > 0 } differences) yield return new(part, PolicyChangeKind.Changed, id(now), name(now), differences);
        }
        foreach (var (key, was) in left) yield return new(part, PolicyChangeKind.Removed, key, name(was), Differences(fields(was), new()));
    }

    static List<PolicyDifference> Differences(Fields before, Fields after) =>
    [
        .. from field in Enum.GetValues<PolicyField>()
           let was = before.GetValueOrDefault(field, [])
           let now = after.GetValueOrDefault(field, [])
           where !Said(was).SetEquals(Said(now))
           select new PolicyDifference(field, was, now),
    ];

    /// <summary>A category renamed is the category's change, not that of every purpose that uses it.</summary>
    static HashSet<PolicyValue> Said(IReadOnlyList<PolicyValue> values) => [.. values.Select(value => value.Code.Length > 0 ? new PolicyValue(value.Code) : value)];

    static IReadOnlyList<PolicyValue> Text(LocalText? text) => text is null ? [] : [new("", text)];

    static IReadOnlyList<PolicyValue> Code(string? code) => code is null ? [] : [new(code)];

    static IReadOnlyList<PolicyValue> Code(long? number) => Code(number?.ToString(CultureInfo.InvariantCulture));

    static IReadOnlyList<PolicyValue> Codes(IReadOnlyList<string>? codes) => [.. (codes ?? []).Select(code => new PolicyValue(code))];

    /// <summary>Names of enumerations as in events: kebab-case.</summary>
    static string NameOf<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    sealed class Fields : Dictionary<PolicyField, IReadOnlyList<PolicyValue>>;
}
