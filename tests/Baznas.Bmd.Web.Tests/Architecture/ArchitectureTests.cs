using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Storage;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Tests.Support;
using MediatR;
using NetArchTest.Rules;

namespace Baznas.Bmd.Web.Tests.Architecture;

public sealed partial class ArchitectureTests
{
    private const BindingFlags Own =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    private static readonly Assembly Web = typeof(Api).Assembly;

    private static readonly Assembly[] Ours = [typeof(Schedule).Assembly, typeof(Db).Assembly, Web];

    private static readonly Type[] Attributes =
    [
        typeof(AllowedAttribute),
        typeof(AllowedToStaffAttribute),
        typeof(AllowedToAllSignedInAttribute),
        typeof(AllowedToServiceOnlyAttribute),
    ];

    /// <summary>Methods with more than four parameters, and why.</summary>
    private static readonly string[] ManyParameters = [];

    /// <summary>Sources that ask the machine what time it is, and why.</summary>
    private static readonly Dictionary<string, string> MachinesClock = new()
    {
        ["Platform/Pages/PagesHost.cs"] = "a sign-in by cookie ends when one by token does",
        ["Features/Access/Tokens.cs"] = "the library that checks a token's end asks the machine's clock too",
        ["Jobs/OneAtATimeAttribute.cs"] = "Hangfire dates its runs by the machine's clock",
        ["Platform/Hosting/Services.cs"] = "how long a retry waits is no date of the books",
    };

    private static IEnumerable<Type> Requests =>
        Web.GetTypes().Where(type => !type.IsInterface && (IsA<IRead>(type) || IsA<IWrite>(type)));

    [Test]
    public void Every_request_is_a_sealed_record_that_says_who_may_send_it_and_has_its_handler_beside_it()
    {
        var requests = Requests.ToList();
        Assert.That(requests, Has.Count.GreaterThan(40));
        Assert.Multiple(() =>
        {
            foreach (var request in requests)
            {
                Assert.That(request.IsSealed, $"{request.Name} is not sealed");
                Assert.That(request.GetMethod("<Clone>$"), Is.Not.Null, $"{request.Name} is no record");
                Assert.That(Attributes.Count(request.IsDefined), Is.EqualTo(1), $"Who may send {request.Name}?");
                Assert.That(IsA<IRead>(request), Is.Not.EqualTo(IsA<IWrite>(request)), request.Name);
                Assert.That(
                    HandlersOf(request).Select(handler => handler.Namespace),
                    Is.EqualTo(new[] { request.Namespace }),
                    $"the handler of {request.Name}"
                );
            }
        });
    }

    [Test]
    public void Every_handler_handles_one_of_these_requests()
    {
        var handled = Web.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false })
            .SelectMany(type => type.GetInterfaces())
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IRequestHandler<,>))
            .Select(type => type.GetGenericArguments()[0]);

        Assert.That(handled, Is.EquivalentTo(Requests));
    }

    [Test]
    public void A_command_that_is_sent_through_the_api_is_not_for_the_service_only()
    {
        var endpoints = Requests.Where(typeof(IApiEndpoint).IsAssignableFrom).ToList();

        Assert.That(endpoints, Has.Count.GreaterThan(30));
        Assert.That(
            endpoints.Where(type => type.IsDefined(typeof(AllowedToServiceOnlyAttribute))).Select(type => type.Name),
            Is.Empty
        );
    }

    [Test]
    public void Only_the_storage_knows_a_database_library()
    {
        string[] libraries = ["Dapper", "Microsoft.Data.SqlClient", "Microsoft.Data.Sqlite", "SQLitePCLRaw"];
        Assert.That(
            Types.InAssembly(typeof(Db).Assembly).That().HaveDependencyOnAny(libraries).GetTypes(),
            Is.Not.Empty
        );

        var others = Types.InAssemblies([Web, typeof(Schedule).Assembly]);

        Assert.Multiple(() =>
        {
            Assert.That(others.That().HaveDependencyOnAny(libraries).GetTypes(), Is.Empty);
            Assert.That(
                Ours.Where(assembly => assembly != typeof(Db).Assembly)
                    .SelectMany(assembly => assembly.GetReferencedAssemblies())
                    .Select(reference => reference.Name)
                    .Intersect(libraries),
                Is.Empty
            );
        });
    }

    [Test]
    public void The_domain_refers_to_the_base_library_alone_and_the_storage_to_no_feature()
    {
        static IEnumerable<string?> Of(Assembly assembly) => assembly.GetReferencedAssemblies().Select(a => a.Name);

        Assert.That(Of(Web), Does.Contain("Baznas.Bmd.Domain").And.Contain("Baznas.Bmd.Storage"));
        Assert.That(Of(typeof(Schedule).Assembly), Is.Not.Empty.And.All.StartsWith("System."));
        Assert.That(Of(typeof(Db).Assembly), Has.None.EqualTo("Baznas.Bmd.Web"));
    }

    [Test]
    public void The_platform_knows_no_feature_but_where_the_service_is_put_together()
    {
        var platform = Types.InAssembly(Web).That().ResideInNamespaceStartingWith("Baznas.Bmd.Web.Platform");
        Assert.That(platform.GetTypes().Count(), Is.GreaterThan(30));

        var knowing = platform.And().HaveDependencyOnAny("Baznas.Bmd.Web.Features").GetTypes().Select(Outermost);

        Assert.That(
            knowing
                .Where(type => type.Namespace != "Baznas.Bmd.Web.Platform.Hosting")
                .Select(type => type.Name)
                .Distinct(),
            Is.SubsetOf(KnowingFeatures)
        );
    }

    /// <summary>Parts of the platform that use a feature outside of Hosting, and why.</summary>
    private static readonly string[] KnowingFeatures =
    [
        "Api", // answers a report as CSV when that is asked for
        "PageSignIn", // pages sign in by the same rules as the API
        "BasicSignIn", // the dashboard of the jobs signs in by the same rules as the API
    ];

    [Test]
    public void No_interface_stands_for_one_implementation()
    {
        // IDemoEndpoint only says when an endpoint is mapped, and asks nothing else of it.
        string[] marks = ["IDemoEndpoint"];
        var interfaces = Web.GetTypes().Where(type => type.IsInterface).ToList();
        Assert.That(interfaces, Has.Count.GreaterThan(5));

        var lonely = interfaces.Where(type => Implementations(type) < 2).Select(type => type.Name);

        Assert.That(lonely, Is.EquivalentTo(marks));
    }

    [Test]
    public void No_method_takes_more_than_four_arguments()
    {
        var methods = Ours.SelectMany(assembly => assembly.GetTypes())
            .Where(type => !IsGenerated(type))
            .SelectMany(type => type.GetMethods(Own))
            .Where(method => !IsGenerated(method) && !method.Name.Contains('<', StringComparison.Ordinal))
            .Where(method => method.Name != "Deconstruct")
            .ToList();
        Assert.That(methods, Has.Count.GreaterThan(500));

        var many = methods
            .Where(method => method.GetParameters().Count(p => p.ParameterType != typeof(CancellationToken)) > 4)
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}");

        Assert.That(many, Is.EquivalentTo(ManyParameters));
    }

    [Test]
    public void Nobody_asks_the_machine_what_time_it_is_who_should_ask_the_clock()
    {
        var sources = SourceTree.Files("Baznas.Bmd.Web").ToList();
        Assert.That(sources, Has.Count.GreaterThan(100));
        Assert.That(
            sources.Count(source => source.Text.Contains("GetUtcNow()", StringComparison.Ordinal)),
            Is.GreaterThan(3)
        );

        var asking = sources.Where(source => MachineTime().IsMatch(source.Text)).Select(source => source.Path);

        Assert.That(asking, Is.EquivalentTo(MachinesClock.Keys));
    }

    private static bool IsA<T>(Type type) => typeof(T).IsAssignableFrom(type);

    private static IEnumerable<Type> HandlersOf(Type request) =>
        Web.GetTypes()
            .Where(type =>
                type.GetInterfaces()
                    .Any(face =>
                        face.IsGenericType
                        && face.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)
                        && face.GetGenericArguments()[0] == request
                    )
            );

    private static int Implementations(Type type) =>
        Ours.SelectMany(assembly => assembly.GetTypes())
            .Where(candidate => candidate is { IsInterface: false, IsAbstract: false })
            .Count(candidate => candidate.GetInterfaces().Any(face => Definition(face) == type));

    private static Type Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static bool IsGenerated(MemberInfo member) =>
        member.IsDefined(typeof(CompilerGeneratedAttribute))
        || member.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute))
        || (member.DeclaringType is { } outer && IsGenerated(outer))
        || member.Name.Contains('<', StringComparison.Ordinal)
        || (member as Type)?.Namespace?.StartsWith("Baznas", StringComparison.Ordinal) == false;

    [GeneratedRegex(@"\b(DateTime|DateTimeOffset)\.(Now|UtcNow|Today)\b|\bTimeProvider\.System\b")]
    private static partial Regex MachineTime();
}
