using System.Text.Json;
using Baznas.Bmd.Web.Platform.Http;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Platform.Requests;

/// <summary>Refuses a request whose fields are out of range, naming each, before anything is read or written.</summary>
/// <param name="validators">The validators beside the request's type.</param>
public sealed class ValidationBehavior<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators)
    : IPipelineBehavior<TRequest, TResponse>
    where TResponse : IResult<TResponse>
{
    /// <inheritdoc/>
    public async Task<TResponse> Handle(
        TRequest request,
        CancellationToken cancellationToken,
        RequestHandlerDelegate<TResponse> next
    )
    {
        var failures = validators.SelectMany(validator => validator.Validate(request).Errors).ToList();
        if (failures.Count == 0)
        {
            return await next();
        }

        var fields = failures
            .GroupBy(failure => Spell(failure.PropertyName))
            .ToDictionary(
                group => group.Key,
                group => group.Select(failure => failure.ErrorMessage).Distinct().ToArray()
            );
        return TResponse.Refused(new InvalidRequest("request.invalid", fields));
    }

    /// <summary>A property's path in the request's own spelling: <c>Business.Name</c> is <c>business.name</c>.</summary>
    private static string Spell(string path) =>
        string.Join('.', path.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}
