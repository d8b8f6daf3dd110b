using Ledger.Host.Search;
using Ledger.Host.Web.Session;
using Ledger.Projections;
using Microsoft.AspNetCore.Components;

namespace Ledger.Host.Web.Persons;

/// <summary>A person's page: it asks for a reason, opens the file by <see cref="ViewPerson"/>, which records it, and shows it.</summary>
public partial class PersonPage
{
    /// <summary>Where persons' pages are.</summary>
    public const string Root = $"{OfficerConsole.Root}/persons";

    const int TokenShown = 10;

    string? _id, _reason;
    PersonFile? _file;
    TimelinePage? _timeline;
    IReadOnlyList<InquiryRow> _inquiries = [];
    Refusal? _refusal;
    PageView _view = new(null, null, 1);
    DateTimeOffset _at;
    DateOnly _today;
    bool _opened, _nothingThen, _onlyAsked;

    /// <summary>Whose page.</summary>
    [Parameter]
    public string Token { get; set; } = "";

    /// <summary>As of the end of this day.</summary>
    [SupplyParameterFromQuery(Name = "at")]
    public string? On { get; set; }

    /// <summary>The same, as the slider says it.</summary>
    [SupplyParameterFromQuery(Name = "day")]
    public int? Day { get; set; }

    /// <summary>Only events of this kind.</summary>
    [SupplyParameterFromQuery(Name = "kind")]
    public string? Kind { get; set; }

    /// <summary>Which page of the timeline.</summary>
    [SupplyParameterFromQuery(Name = "page")]
    public int? Number { get; set; }

    /// <summary>Sealed values are asked for: by a form alone, so no link opens them.</summary>
    [SupplyParameterFromForm(Name = "show")]
    public string? Show { get; set; }

    /// <summary>A reason that was just chosen.</summary>
    [SupplyParameterFromForm(Name = "choice")]
    public string? Choice { get; set; }

    /// <summary>A reason that was just written.</summary>
    [SupplyParameterFromForm(Name = "own")]
    public string? Own { get; set; }

    /// <summary>The beginning of a token, which tells it from others.</summary>
    public static string Shortened(string token) => token.Length > TokenShown ? $"{token[..TokenShown]}…" : token;

    string Address => $"{Root}/{Token}";

    protected override async Task OnInitializedAsync()
    {
        _today = Words.LocalDay(Clock.GetUtcNow());
        _view = PageView.Of(On, Day, Kind, Number, _today);
        _at = _view.On is { } day ? Words.StartOf(day.AddDays(1)).AddTicks(-1) : Clock.GetUtcNow();
        var named = await Mediator.Send(new NamePerson(Token, Actor), Cancel);
        if (named.Refusal is { } unnamed)
        {
            if (unnamed.Code == Refusals.PersonUnknown) await OpenNobody();
            else _refusal = unnamed;
            return;
        }
        _id = named.Value;
        if (Reason() is { } reason) await Open(_id, reason);
    }

    /// <summary>Why the file is open; null where that is to be asked, or asked again.</summary>
    string? Reason()
    {
        var asksAgain = Context.Request.Path.Value!.EndsWith("/reason", StringComparison.Ordinal) || Choice is not null || Own is not null;
        return _reason = asksAgain ? null : SessionNotes.Of(Context).ReasonFor(Token);
    }

    /// <summary>Each time the page is shown is a reading, and is recorded as one.</summary>
    async Task Open(string id, string reason)
    {
        _opened = Show is not null;
        var viewed = await Mediator.Send(new ViewPerson(id, _view.On is null ? null : _at, null, reason, Actor, _opened), Cancel);
        if (viewed.Refusal is { Code: Refusals.PersonUnknown } && _view.On is not null) _nothingThen = true;
        else if (viewed.Refusal is { } refusal) Refuse(refusal);
        else await Fill(viewed.Value);
    }

    /// <summary>Somebody whom nothing names any more: forgotten, known by inquiries alone, or nobody.</summary>
    async Task OpenNobody()
    {
        var forgotten = await Mediator.Send(new ViewForgotten(Token, _view.On is null ? null : _at, Actor), Cancel);
        if (forgotten.Refusal is null)
        {
            await Fill(forgotten.Value);
            return;
        }
        _onlyAsked = await Mediator.Send(new ListPersonInquiries(Token, DateTimeOffset.MaxValue, Actor), Cancel) is { Refusal: null, Value.Count: > 0 };
        if (!_onlyAsked || Reason() is not { } reason) return;
        var viewed = await Mediator.Send(new ViewInquirer(Token, reason, Actor), Cancel);
        if (viewed.Refusal is { } refusal) Refuse(refusal);
        else _inquiries = viewed.Value;
    }

    async Task Fill(PersonFile file)
    {
        _inquiries = await Mediator.Send(new ListPersonInquiries(Token, _at, Actor), Cancel) is { Refusal: null } asked ? asked.Value : [];
        _timeline = await Timeline.Read(file, _view, Language, Words, _opened, Cancel);
        _file = file;
    }

    void Refuse(Refusal refusal)
    {
        _refusal = refusal;
        Context.Response.StatusCode = refusal.Code == Refusals.NotAllowed ? StatusCodes.Status403Forbidden : StatusCodes.Status422UnprocessableEntity;
    }

    void Keep(string reason)
    {
        SessionNotes.Of(Context).Remember(Token, reason);
        Navigation.NavigateTo($"{Address}{_view.Query}");
    }

    /// <summary>The form was read when the page was made: whoever asks for sealed values reads the file once, not twice.</summary>
    static void Nothing()
    {
    }
}
