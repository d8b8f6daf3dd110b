using MediatR;

namespace Ledger.Access;

/// <summary>Denies by default: a request passes only where its actor's role is among those it allows.</summary>
public sealed class AuthorisationBehaviour<TRequest, T> : IPipelineBehavior<TRequest, Outcome<T>> where TRequest : IRequest<Outcome<T>>, IAuthorised
{
    /// <inheritdoc/>
    public Task<Outcome<T>> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<Outcome<T>> next) =>
        request.Actor.Role == Role.Administrator || request.Allowed.Contains(request.Actor.Role)
            ? next()
            : Task.FromResult<Outcome<T>>(new Refusal(Refusals.NotAllowed, "This role may not do that."));
}
