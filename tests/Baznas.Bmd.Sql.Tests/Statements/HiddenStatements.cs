using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Baznas.Bmd.Storage;

namespace Baznas.Bmd.SqlTests.Statements;

/// <summary>
/// Finds the statements that the catalogue does not: those made anywhere but where a static field gets its
/// value, and those in generic types. They would run without having been checked.
/// </summary>
internal static class HiddenStatements
{
    // newobj, followed by the token of the constructor.
    private const byte NewObject = 0x73;

    public static IReadOnlyList<string> Of(Assembly assembly) =>
        [.. MadeInMethods(assembly), .. InGenericTypes(assembly), .. InChangingFields(assembly)];

    private static IEnumerable<string> InGenericTypes(Assembly assembly) =>
        from type in assembly.GetTypes()
        where type.ContainsGenericParameters
        from field in StatementFields(type)
        select $"{type.FullName}.{field.Name} is in a generic type, of which there is no one statement.";

    private static IEnumerable<string> InChangingFields(Assembly assembly) =>
        from type in assembly.GetTypes()
        from field in StatementFields(type)
        where !field.IsInitOnly
        select $"{type.FullName}.{field.Name} is not readonly.";

    private static IEnumerable<FieldInfo> StatementFields(Type type) =>
        type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(field => typeof(Sql).IsAssignableFrom(field.FieldType));

    private static List<string> MadeInMethods(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        var constructors = metadata
            .MemberReferences.Where(handle => IsConstructorOfStatement(metadata, handle))
            .Select(handle => MetadataTokens.GetToken(handle))
            .ToList();
        return
        [
            .. from handle in metadata.MethodDefinitions
            let method = metadata.GetMethodDefinition(handle)
            where method.RelativeVirtualAddress != 0 && Name(metadata, method.Name) != ".cctor"
            let code = file.GetMethodBody(method.RelativeVirtualAddress).GetILBytes() ?? []
            where constructors.Exists(token => Makes(code, token))
            select $"{Path(metadata, method.GetDeclaringType())}.{Name(metadata, method.Name)} makes a statement: statements are static readonly fields.",
        ];
    }

    private static bool Makes(byte[] code, int constructor)
    {
        byte[] wanted = [NewObject, .. BitConverter.GetBytes(constructor)];
        return code.AsSpan().IndexOf(wanted) >= 0;
    }

    private static bool IsConstructorOfStatement(MetadataReader metadata, MemberReferenceHandle handle)
    {
        var member = metadata.GetMemberReference(handle);
        if (member.Parent.Kind != HandleKind.TypeSpecification || Name(metadata, member.Name) != ".ctor")
        {
            return false;
        }

        var signature = metadata.GetBlobReader(
            metadata.GetTypeSpecification((TypeSpecificationHandle)member.Parent).Signature
        );
        return signature.ReadSignatureTypeCode() == SignatureTypeCode.GenericTypeInstance
            && signature.ReadByte() == (byte)SignatureTypeKind.Class
            && FullName(metadata, signature.ReadTypeHandle()) == typeof(Sql<,>).FullName;
    }

    private static string? FullName(MetadataReader metadata, EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.TypeReference:
                var reference = metadata.GetTypeReference((TypeReferenceHandle)handle);
                return $"{Name(metadata, reference.Namespace)}.{Name(metadata, reference.Name)}";
            case HandleKind.TypeDefinition:
                var definition = metadata.GetTypeDefinition((TypeDefinitionHandle)handle);
                return $"{Name(metadata, definition.Namespace)}.{Name(metadata, definition.Name)}";
            default:
                return null;
        }
    }

    /// <summary>A type with the types it is nested in: that of an async method alone would say nothing.</summary>
    private static string Path(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var outer = type.GetDeclaringType();
        return outer.IsNil ? Name(metadata, type.Name) : $"{Path(metadata, outer)}.{Name(metadata, type.Name)}";
    }

    private static string Name(MetadataReader metadata, StringHandle handle) => metadata.GetString(handle);
}
