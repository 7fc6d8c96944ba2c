using Pointwise.Tensors;

namespace Pointwise.Formats;

/// <summary>Reads what a safetensors header says of one tensor.</summary>
internal static class SafetensorsEntryReader
{
    public static SafetensorsEntry Read(ref JsonCursor json, string name, string path, Limits limits)
    {
        string place = TensorEntry.Place(path, name);
        json.Object($"tensor {JsonCursor.Shorten(name)}");
        ElementType? type = null;
        Shape? shape = null;
        (long Begin, long End)? offsets = null;
        while (json.NextKey(out string key))
        {
            if (key == "dtype" ? type is not null : key == "shape" ? shape is not null : key == "data_offsets" && offsets is not null) throw json.Twice(key);
            switch (key)
            {
                case "dtype": type = ReadType(ref json, place); break;
                case "shape": shape = ShapeReader.Read(ref json, place, limits); break;
                case "data_offsets": offsets = ReadOffsets(ref json); break;
                default: json.Skip(); break;
            }
        }

        return Checked(place, name, type ?? throw Missing(place, "dtype"), shape ?? throw Missing(place, "shape"), offsets ?? throw Missing(place, "data_offsets"));
    }

    private static SafetensorsEntry Checked(string place, string name, ElementType type, Shape shape, (long Begin, long End) offsets)
    {
        long bytes = shape.Elements * type.Size();
        if (offsets.End < offsets.Begin || offsets.End - offsets.Begin != bytes)
        {
            throw new PointwiseException(place, "offsets disagree with shape and dtype", $"{bytes} bytes for {shape} of {type}",
                $"data_offsets [{offsets.Begin},{offsets.End}]", "get the file anew: its header is wrong");
        }

        return new SafetensorsEntry(name, type, shape, offsets.Begin, offsets.End);
    }

    private static ElementType ReadType(ref JsonCursor json, string place)
    {
        string name = json.Text("dtype");
        if (ElementTypes.TryParse(name, out ElementType type)) return type;
        string known = string.Join(", ", ElementTypes.Names);
        throw ElementTypes.Unsupported.Contains(name)
            ? new PointwiseException(place, $"dtype {name} is not supported", known, name, "convert the tensor to F32 or BF16")
            : new PointwiseException(place, "unknown dtype", known, JsonCursor.Shorten(name), NearestName.Suggestion(name, ElementTypes.Names) + "convert the tensor to F32");
    }

    private static (long Begin, long End) ReadOffsets(ref JsonCursor json)
    {
        json.Array("data_offsets");
        Span<long> offsets = stackalloc long[2];
        for (int i = 0; i < 2; i++)
        {
            if (!json.NextItem() || !json.IsDigits) throw json.Wrong("data_offsets", "two whole numbers from 0");
            offsets[i] = json.Integer("data_offsets");
        }

        return json.NextItem() ? throw json.Wrong("data_offsets", "two whole numbers from 0") : (offsets[0], offsets[1]);
    }

    private static PointwiseException Missing(string place, string key) =>
        new(place, $"{key} is missing", "dtype, shape and data_offsets", $"no {key}", "get the file anew: its header is not complete");
}
