using Ledger.Access;
using Ledger.Host.Server;
using Ledger.Host.Web.Parts;
using Ledger.Law;
using Ledger.Policies;
using Ledger.Reports;
using MediatR;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Ledger.Host.Web;

/// <summary>
/// What every page and part of the console has: who looks, in which language, and the ledger to ask. Texts stand in both languages where they are used, so
/// that none can be missing in one of them. It is rendered once what it asks the ledger for is there, and not before: a <see cref="ComponentBase"/> is rendered too as
/// soon as the first answer is waited for, with nothing in it yet.
/// </summary>
public abstract class ConsolePage : IComponent, IHandleEvent
{
    readonly RenderFragment _tree;
    RenderHandle _handle;
    Task? _beginning;

    protected ConsolePage() => _tree = BuildRenderTree;

    [CascadingParameter]
    public HttpContext Context { get; set; } = null!;

    [Inject]
    protected IMediator Mediator { get; set; } = null!;

    [Inject]
    protected TimeProvider Clock { get; set; } = null!;

    [Inject]
    protected LegalClock Legal { get; set; } = null!;

    /// <summary>Who looks.</summary>
    protected Actor Actor => Context.Actor();

    /// <summary>The language of the page.</summary>
    protected ReportLanguage Language => Looks.LanguageOf(Context);

    /// <summary>How dates and numbers read.</summary>
    protected ReportWording Words => field ??= new(Language, Legal.Zone);

    /// <summary>Until the browser leaves.</summary>
    protected CancellationToken Cancel => Context.RequestAborted;

    /// <summary>The text in the language of the page.</summary>
    protected string Say(string ru, string en) => NoBreak.In(Words.IsRussian ? ru : en);

    /// <summary>The text in the language of the page.</summary>
    protected string Say(LocalText text) => NoBreak.In(text.In(Language));

    /// <summary>Says that what the page is about is not there. The status is set as the page begins to be sent: one set before is taken for an address without a page.</summary>
    protected void AnswerNotFound() => Context.Response.OnStarting(static response =>
    {
        ((HttpResponse)response).StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }, Context.Response);

    /// <summary>Whether the one who looks has one of these roles, or is the administrator.</summary>
    protected bool May(params Role[] roles) => AllowAttribute.All(roles).Contains(Actor.Role);

    void IComponent.Attach(RenderHandle renderHandle) => _handle = renderHandle;

    public async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        await (_beginning ??= Begin());   // given anew while it begins, it waits for that: nothing of it is there to be shown before
        OnParametersSet();
        await OnParametersSetAsync();
        StateHasChanged();
    }

    async Task Begin()
    {
        OnInitialized();
        await OnInitializedAsync();
    }

    async Task IHandleEvent.HandleEventAsync(EventCallbackWorkItem item, object? arg)
    {
        await item.InvokeAsync(arg);
        StateHasChanged();
    }

    protected virtual void BuildRenderTree(RenderTreeBuilder builder)
    {
    }

    protected virtual void OnInitialized()
    {
    }

    protected virtual Task OnInitializedAsync() => Task.CompletedTask;

    protected virtual void OnParametersSet()
    {
    }

    protected virtual Task OnParametersSetAsync() => Task.CompletedTask;

    /// <summary>Renders it anew.</summary>
    protected void StateHasChanged() => _handle.Render(_tree);
}
