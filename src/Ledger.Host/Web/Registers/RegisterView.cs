using System.Globalization;
using Ledger.Access;
using Ledger.Host.Reports;
using Ledger.Host.Server;
using Ledger.Host.Sheets;
using Ledger.Host.Web.Parts;
using Ledger.Host.Web.Policies;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Policies;
using Ledger.Projections;
using Ledger.Reports;
using Ledger.Sealing;
using MediatR;

namespace Ledger.Host.Web.Registers;

/// <summary>What cells are made with: who looks, in which language, when, and what the operator's registers call things.</summary>
public sealed class RegisterView
{
    internal RegisterView(Actor actor, ReportLanguage language, LegalClock legal, DateTimeOffset now, OperatorRegisters registers, Identities identities, IMediator mediator) =>
        (Actor, Language, Legal, Now, Registers, Identities, Mediator) = (actor, language, legal, now, registers, identities, mediator);

    internal Actor Actor { get; }

    internal ReportLanguage Language { get; }

    internal LegalClock Legal { get; }

    internal DateTimeOffset Now { get; }

    internal OperatorRegisters Registers { get; }

    internal Identities Identities { get; }

    internal IMediator Mediator { get; }

    internal ReportWording Words => field ??= new(Language, Legal.Zone);

    internal DueWording Terms => field ??= new(Legal, Words);

    internal ReportNames Names => field ??= new(Registers, Language);

    internal EventSentences Codes => field ??= new(Language, Words);

    /// <summary>The words for a code of an event; the code itself where there are none.</summary>
    internal string Word(string group, string code) => CodeWords.Listed(group, code).In(Language);

    internal string Say(string ru, string en) => Words.IsRussian ? ru : en;

    internal string Say(LocalText text) => text.In(Language);

    internal RegisterCell Moment(long micros) => Micros.ToMoment(micros) is var at ? new(Words.Moment(at)) { At = at } : RegisterCell.Nothing;

    /// <summary>Where a period began: the moment, or the day alone where it is counted from the end of that day.</summary>
    internal RegisterCell Since(long micros) => Words.IsEndOfDay(Micros.ToMoment(micros)) ? Day(micros) : Moment(micros);

    internal RegisterCell Moment(long? micros) => micros is { } some ? Moment(some) : RegisterCell.Nothing;

    internal RegisterCell Day(long? micros) => micros is { } some && Micros.ToMoment(some) is var at ? new(Words.Day(Words.LocalDay(at))) { At = at } : RegisterCell.Nothing;

    /// <summary>The last day, or the last minute, of a period.</summary>
    internal RegisterCell Due(long? micros, string? rule = null) =>
        micros is { } some && Micros.ToMoment(some) is var at ? new(Terms.Until(at, rule)) { At = at } : RegisterCell.Nothing;

    internal RegisterCell Number(long? number) => number is { } some ? new(Words.Number(some)) { Whole = some.ToString(CultureInfo.InvariantCulture) } : RegisterCell.Nothing;

    /// <summary>A person by the operator's own id; by the token where nobody can tell any more. The address and what is small hold the token alone.</summary>
    internal async ValueTask<RegisterCell> Person(string? token, CancellationToken cancel)
    {
        if (token is null) return RegisterCell.Nothing;
        var (id, shown) = (await Identities.IdOf(token, cancel), PersonLink.Shortened(token));
        return new(id ?? shown) { Link = $"{OfficerConsole.Root}/persons/{token}", IsCode = id is null, Title = token, Note = id is null ? null : shown, IsPerson = true, Whole = id ?? "" };
    }

    internal static RegisterCell Link(string text, string address) => new(text) { Link = address };

    internal static RegisterCell Inquiry(string? number) => number is null ? RegisterCell.Nothing : Link(number, $"{OfficerConsole.Root}/inquiries/{Uri.EscapeDataString(number)}");

    internal static RegisterCell Incident(string? number) => number is null ? RegisterCell.Nothing : Link(number, $"{OfficerConsole.Root}/incidents/{Uri.EscapeDataString(number)}");

    internal RegisterCell Recipient(string id) => new(Words.Of(Names.Recipient(id))) { Whole = $"{Words.Of(Names.Recipient(id))} ({id})", Badge = null };

    /// <summary>What a duty waits for, in words: recipients to be told, and the data of each system. The codes have spaces between.</summary>
    internal string Waits(string codes)
    {
        var names = new Work.WorkNames(Registers, Now, Words);
        List<string> told = [];
        foreach (var of in codes.Split(' ', StringSplitOptions.RemoveEmptyEntries).GroupBy(wait => wait.LastIndexOf('@') is >= 0 and var at ? wait[(at + 1)..] : null))
        {
            if (of.Key is null) told.AddRange(of.Select(names.Wait("")));
            else told.Add((of.Key.Length > 0 ? $"{names.System(of.Key)}: " : "") + string.Join(", ", of.Select(wait => wait[..wait.LastIndexOf('@')]).Select(id => id == "*" ? Say("все данные", "all data") : names.Category(id))));
        }
        return string.Join("; ", told);
    }

    /// <summary>An edition as people tell it from others: by the day its document was last changed.</summary>
    internal string EditionName(Edition edition) => EditionNames.Of(edition, Registers, Words);

    internal string SystemName(string id) => Words.Of(Names.System(id));

    internal string Purpose(string id, long at) => Words.Of(Names.Purpose(id, Micros.ToMoment(at)));

    internal string Categories(string ids, long at) => Words.Of(Names.Categories(ids.Split(' ', StringSplitOptions.RemoveEmptyEntries), Micros.ToMoment(at)));

    internal string Country(string code) => CodeWords.CountryName(code).In(Language);
}

/// <summary>Makes views.</summary>
sealed class RegisterViews(IMediator mediator, IJournal journal, IKeyVault vault, TimeProvider clock, LegalClock legal)
{
    /// <summary>The view of whoever asks; a refusal where the role may not.</summary>
    public async ValueTask<Outcome<RegisterView>> For(HttpContext context)
    {
        var outcome = await mediator.Send(new ReadRegisters(context.Actor()), context.RequestAborted);
        if (outcome.Refusal is { } refusal) return refusal;
        return new RegisterView(context.Actor(), Looks.LanguageOf(context), legal, clock.GetUtcNow(), outcome.Value, new(journal, vault), mediator);
    }
}
